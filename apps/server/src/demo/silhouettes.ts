import type { GoodsShape } from './goods.ts';

/** Colours of one pack: the brand's, a deep and a light tone of it, and the flavour's. */
export interface Colours {
  base: string;
  deep: string;
  light: string;
  flavour: string;
}

/** A drawn pack on a 400 × 400 sheet, and the box into which its name is set. */
export interface Silhouette {
  art: string;
  label: { x: number; y: number; width: number; height: number; ink: string };
}

const WHITE = '#fff';
const INK = '#2b2a27';
const label = (x: number, y: number, width: number, height: number, ink = WHITE) => ({ x, y, width, height, ink });
/** `url(#body)` and the others are gradients that the picture defines. */
const BODY = 'url(#body)';
const FLAVOUR = 'url(#flavour)';
const shine = (x: number, y: number, width: number, height: number) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${width / 2}" fill="#fff" opacity=".28"/>`;

function bottle(c: Colours): Silhouette {
  const outline =
    'M184 100C184 128 144 132 144 174L144 322Q144 346 168 346L232 346Q256 346 256 322L256 174C256 132 216 128 216 100Z';
  return {
    art: `<rect x="177" y="56" width="46" height="30" rx="7" fill="${c.deep}"/>
      <path d="M184 64v14M192 64v14M200 64v14M208 64v14M216 64v14" stroke="#fff" stroke-opacity=".25" stroke-width="2"/>
      <rect x="184" y="86" width="32" height="18" fill="${c.flavour}" opacity=".75"/>
      <path d="${outline}" fill="${FLAVOUR}"/>
      <path d="M144 190H256V304H144Z" fill="${BODY}"/>
      <path d="M144 190H256M144 304H256" stroke="#fff" stroke-opacity=".55" stroke-width="3"/>
      ${shine(154, 156, 9, 180)}`,
    label: label(150, 196, 100, 102),
  };
}

function can(c: Colours): Silhouette {
  return {
    art: `<path d="M150 84H250L264 108V326L252 346H148L136 326V108Z" fill="${BODY}"/>
      <path d="M136 262C176 232 224 292 264 250V326L252 346H148L136 326Z" fill="${FLAVOUR}"/>
      <ellipse cx="200" cy="84" rx="50" ry="10" fill="#d9dcdb"/><ellipse cx="200" cy="83" rx="40" ry="6.5" fill="#b9bfbd"/>
      <ellipse cx="206" cy="82" rx="12" ry="3.4" fill="#eef0ef"/>
      <path d="M148 346H252L247 352H153Z" fill="#b9bfbd"/>
      ${shine(148, 116, 9, 206)}<rect x="246" y="112" width="12" height="214" rx="6" fill="${c.deep}" opacity=".35"/>`,
    label: label(148, 128, 104, 112),
  };
}

function carton(c: Colours): Silhouette {
  return {
    art: `<path d="M130 132L152 92H248L270 132Z" fill="${c.light}"/><rect x="152" y="70" width="96" height="24" rx="3" fill="${c.deep}"/>
      <rect x="130" y="132" width="106" height="214" fill="${BODY}"/><path d="M236 132H270V336L236 346Z" fill="${c.deep}"/>
      <path d="M236 132L248 94L270 132Z" fill="${c.base}"/>
      <path d="M130 286C160 262 206 306 236 272V346H130Z" fill="${FLAVOUR}"/>
      <circle cx="192" cy="112" r="9" fill="#fff" opacity=".9"/>${shine(138, 140, 7, 196)}`,
    label: label(136, 148, 94, 112),
  };
}

function cup(c: Colours): Silhouette {
  return {
    art: `<path d="M214 44L222 46 208 122 200 120Z" fill="${c.flavour}"/>
      <rect x="122" y="112" width="156" height="22" rx="10" fill="${c.deep}"/><path d="M138 112Q142 94 160 94H240Q258 94 262 112Z" fill="${c.light}"/>
      <path d="M130 134H270L252 334Q251 346 238 346H162Q149 346 148 334Z" fill="${FLAVOUR}"/>
      <path d="M136 190H264L255 290H145Z" fill="${BODY}"/>${shine(150, 146, 9, 184)}`,
    label: label(148, 196, 104, 88),
  };
}

const crimp = (y: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / 8) }, (_, index) => `M${from + 4 + index * 8} ${y}v12`).join('');

function bag(c: Colours): Silhouette {
  return {
    art: `<path d="M112 74Q200 66 288 74V96Q302 210 288 326V346Q200 354 112 346V326Q98 210 112 96Z" fill="${BODY}"/>
      <path d="M106 236C150 206 214 286 295 226Q297 280 288 326V346Q200 354 112 346V326Q106 280 106 236Z" fill="${FLAVOUR}"/>
      <path d="${crimp(77, 116, 288)}${crimp(331, 116, 288)}" stroke="#fff" stroke-opacity=".4" stroke-width="2"/>
      <circle cx="244" cy="288" r="30" fill="#fff" opacity=".22"/><circle cx="206" cy="304" r="18" fill="#fff" opacity=".18"/>
      <path d="M128 104Q118 200 128 316" stroke="#fff" stroke-opacity=".3" stroke-width="8" fill="none" stroke-linecap="round"/>
      <path d="M276 108Q284 210 274 312" stroke="${c.deep}" stroke-opacity=".3" stroke-width="8" fill="none" stroke-linecap="round"/>`,
    label: label(132, 112, 136, 108),
  };
}

function pouch(c: Colours): Silhouette {
  return {
    art: `<rect x="186" y="52" width="28" height="24" rx="5" fill="${c.deep}"/><rect x="191" y="74" width="18" height="18" fill="${c.light}"/>
      <path d="M140 90H260Q272 130 272 200L284 330Q284 346 264 346H136Q116 346 116 330L128 200Q128 130 140 90Z" fill="${BODY}"/>
      <path d="M122 270Q200 230 279 276L284 330Q284 346 264 346H136Q116 346 116 330Z" fill="${FLAVOUR}"/>${shine(140, 120, 9, 190)}`,
    label: label(142, 128, 116, 112),
  };
}

function box(c: Colours): Silhouette {
  return {
    art: `<path d="M96 140L132 108H308L272 140Z" fill="${c.light}"/><path d="M272 140L308 108V314L272 346Z" fill="${c.deep}"/>
      <rect x="96" y="140" width="176" height="206" fill="${BODY}"/>
      <path d="M96 280H272V346H96Z" fill="${FLAVOUR}"/><path d="M96 280H272" stroke="#fff" stroke-opacity=".6" stroke-width="3"/>
      <path d="M184 140L220 108" stroke="${c.deep}" stroke-opacity=".35" stroke-width="3"/>${shine(104, 148, 7, 190)}`,
    label: label(114, 158, 140, 108),
  };
}

function bowl(c: Colours): Silhouette {
  return {
    art: `<path d="M96 178H304L276 332Q273 346 258 346H142Q127 346 124 332Z" fill="${BODY}"/>
      <path d="M112 266H288L276 332Q273 346 258 346H142Q127 346 124 332Z" fill="${FLAVOUR}"/>
      <ellipse cx="200" cy="176" rx="108" ry="28" fill="${c.deep}"/><ellipse cx="200" cy="170" rx="106" ry="26" fill="${c.light}"/>
      <ellipse cx="200" cy="170" rx="74" ry="16" fill="${FLAVOUR}" opacity=".85"/><path d="M292 160l26-10 4 14-24 12z" fill="${c.light}"/>
      ${shine(124, 204, 9, 120)}`,
    label: label(130, 202, 140, 62),
  };
}

function jar(c: Colours): Silhouette {
  return {
    art: `<rect x="142" y="72" width="116" height="40" rx="9" fill="${c.deep}"/><path d="${crimp(86, 146, 258)}" stroke="#fff" stroke-opacity=".22" stroke-width="2"/>
      <path d="M146 112H254Q270 124 270 148V320Q270 346 246 346H154Q130 346 130 320V148Q130 124 146 112Z" fill="${FLAVOUR}"/>
      <path d="M130 172H270V300H130Z" fill="${BODY}"/>${shine(142, 134, 9, 196)}`,
    label: label(142, 180, 116, 112),
  };
}

function tube(c: Colours): Silhouette {
  return {
    art: `<path d="M138 66H262L244 292H156Z" fill="${BODY}"/><path d="M138 66H262V82H139Z" fill="${c.deep}"/>
      <path d="${crimp(68, 140, 262)}" stroke="#fff" stroke-opacity=".3" stroke-width="2"/>
      <path d="M150 220Q200 196 250 226L244 292H156Z" fill="${FLAVOUR}"/>
      <path d="M160 292H240L234 346H166Z" fill="${c.deep}"/><path d="M172 300v40M186 300v40M200 300v40M214 300v40M228 300v40" stroke="#fff" stroke-opacity=".22" stroke-width="3"/>
      ${shine(158, 92, 8, 188)}`,
    label: label(156, 96, 88, 112),
  };
}

function pump(c: Colours): Silhouette {
  return {
    art: `<path d="M152 58H218Q226 58 226 68V82H176V74H152Z" fill="${c.deep}"/><rect x="190" y="80" width="20" height="24" fill="${c.light}"/>
      <rect x="172" y="100" width="56" height="22" rx="6" fill="${c.deep}"/>
      <path d="M164 122H236Q266 128 266 164V318Q266 346 238 346H162Q134 346 134 318V164Q134 128 164 122Z" fill="${FLAVOUR}"/>
      <rect x="134" y="186" width="132" height="118" fill="${BODY}"/>${shine(146, 148, 9, 184)}`,
    label: label(144, 194, 112, 102),
  };
}

function roll(c: Colours): Silhouette {
  const one = (x: number, y: number) =>
    `<ellipse cx="${x}" cy="${y}" rx="52" ry="20" fill="#fff"/><path d="M${x - 52} ${y}v64a52 20 0 0 0 104 0v-64a52 20 0 0 1-104 0" fill="#f0ece4"/><ellipse cx="${x}" cy="${y}" rx="17" ry="7" fill="#d8c6a6"/>`;
  return {
    art: `${one(146, 110)}${one(254, 110)}<path d="M92 150Q200 176 308 150V334Q200 356 92 334Z" fill="${BODY}"/>
      <path d="M92 268Q200 294 308 262V334Q200 356 92 334Z" fill="${FLAVOUR}"/>
      <path d="M106 164V324" stroke="#fff" stroke-opacity=".3" stroke-width="8" stroke-linecap="round"/><path d="M294 164V320" stroke="${c.deep}" stroke-opacity=".3" stroke-width="6"/>`,
    label: label(124, 180, 152, 84),
  };
}

function bar(c: Colours): Silhouette {
  const teeth = (x: number) =>
    Array.from({ length: 10 }, (_, index) => `L${index % 2 ? x + 9 : x} ${166 + index * 8}`).join('');
  return {
    art: `<g transform="rotate(-14 200 200)"><path d="M50 156${teeth(46)}L60 246H340${teeth(342)
      .split('L')
      .slice(1)
      .reverse()
      .map((p) => `L${p}`)
      .join('')}L342 156Z" fill="${BODY}"/>
      <path d="M82 156V246M318 156V246" stroke="#fff" stroke-opacity=".35" stroke-width="3"/>
      <path d="M82 216Q200 196 318 220V246H82Z" fill="${FLAVOUR}"/><rect x="92" y="163" width="216" height="7" rx="3.5" fill="#fff" opacity=".3"/></g>
      <circle cx="98" cy="318" r="22" fill="${c.flavour}"/><circle cx="136" cy="330" r="14" fill="${c.deep}" opacity=".8"/>`,
    label: { ...label(98, 172, 204, 46), ink: WHITE },
  };
}

function onigiri(c: Colours): Silhouette {
  return {
    art: `<path d="M200 76Q218 76 232 100L310 272Q324 306 292 324Q200 348 108 324Q76 306 90 272L168 100Q182 76 200 76Z" fill="#fdfbf5"/>
      <path d="M112 226Q200 206 288 226L310 272Q324 306 292 324Q200 348 108 324Q76 306 90 272Z" fill="#26332d"/>
      <path d="M160 118Q200 98 240 118L282 212Q200 196 118 212Z" fill="${BODY}"/><path d="M196 74H204V120H196Z" fill="${c.flavour}"/>
      <g fill="#fff" opacity=".8"><ellipse cx="130" cy="208" rx="7" ry="4"/><ellipse cx="270" cy="209" rx="7" ry="4"/></g>
      <circle cx="262" cy="290" r="15" fill="${c.flavour}"/><path d="M120 282h76M120 298h52" stroke="#fff" stroke-opacity=".25" stroke-width="5" stroke-linecap="round"/>`,
    label: label(150, 128, 100, 70),
  };
}

function sandwich(c: Colours): Silhouette {
  return {
    art: `<path d="M92 128L308 112 300 330Q298 344 284 344H108Q94 344 94 330Z" fill="#fff" opacity=".75"/>
      <g stroke-linejoin="round"><path d="M104 150L296 136V172L104 184Z" fill="#f1d9ab"/><path d="M104 184L296 172V186L104 198Z" fill="#8fbf5a"/>
      <path d="M104 198L296 186V204L104 214Z" fill="${c.flavour}"/><path d="M104 214L296 204V216L104 226Z" fill="#f6cf57"/>
      <path d="M104 226L296 216V236H104Z" fill="#f1d9ab"/></g>
      <path d="M94 236H302L300 330Q298 344 284 344H108Q94 344 94 330Z" fill="${BODY}"/>
      <path d="M104 140L130 138 116 330H104Z" fill="#fff" opacity=".25"/>`,
    label: label(122, 246, 156, 84),
  };
}

function bread(c: Colours): Silhouette {
  return {
    art: `<path d="M92 176Q84 112 150 118Q166 92 208 98Q258 88 276 120Q326 124 312 178Q318 210 306 240V330Q306 346 290 346H110Q94 346 94 330V240Q82 208 92 176Z" fill="#d89a4e"/>
      <path d="M108 180Q104 134 156 138Q172 112 208 116Q250 110 264 140Q302 142 296 182Q300 210 290 236V326H110V236Q100 208 108 180Z" fill="#f6dfb4"/>
      <g fill="#e3bd80"><circle cx="146" cy="170" r="5"/><circle cx="188" cy="150" r="4"/><circle cx="236" cy="168" r="6"/><circle cx="270" cy="190" r="4"/></g>
      <path d="M94 206Q200 190 306 206V318Q200 330 94 318Z" fill="${BODY}"/><path d="M94 288Q200 302 306 288V318Q200 330 94 318Z" fill="${c.flavour}"/>`,
    label: label(118, 210, 164, 78),
  };
}

function icecream(c: Colours): Silhouette {
  return {
    art: `<rect x="186" y="288" width="28" height="72" rx="14" fill="#e2bf8b"/>
      <path d="M136 132Q136 62 200 62Q264 62 264 132V286Q264 304 246 304H154Q136 304 136 286Z" fill="${FLAVOUR}"/>
      <path d="M136 148Q152 170 168 150Q184 174 200 152Q216 174 232 150Q248 170 264 148V286Q264 304 246 304H154Q136 304 136 286Z" fill="${BODY}"/>
      <g fill="#fff" opacity=".7"><circle cx="176" cy="96" r="4"/><circle cx="214" cy="86" r="3"/><circle cx="232" cy="116" r="4"/><circle cx="160" cy="124" r="3"/></g>
      ${shine(148, 100, 10, 186)}<path d="M250 176V280" stroke="${c.deep}" stroke-opacity=".3" stroke-width="7" stroke-linecap="round"/>`,
    label: label(152, 176, 96, 112),
  };
}

function fruit(c: Colours): Silhouette {
  const one = (x: number, y: number, r: number) =>
    `<circle cx="${x}" cy="${y}" r="${r}" fill="${FLAVOUR}"/><ellipse cx="${x - r / 3}" cy="${y - r / 2.6}" rx="${r / 4}" ry="${r / 6}" fill="#fff" opacity=".5" transform="rotate(-30 ${x} ${y})"/><path d="M${x} ${y - r + 4}q4-14 14-16" stroke="#6b4a2b" stroke-width="4" fill="none" stroke-linecap="round"/>`;
  return {
    art: `${one(146, 170, 54)}${one(254, 170, 54)}${one(200, 140, 58)}
      <path d="M214 74Q252 54 266 84Q236 104 214 74Z" fill="#5d9a45"/>
      <path d="M84 206H316L300 330Q298 346 282 346H118Q102 346 100 330Z" fill="${BODY}"/><path d="M84 206H316L313 226H87Z" fill="${c.light}" opacity=".8"/>`,
    label: label(114, 234, 172, 96),
  };
}

function gadget(c: Colours): Silhouette {
  return {
    art: `<path d="M112 64H288Q300 64 300 76V334Q300 346 288 346H112Q100 346 100 334V76Q100 64 112 64Z" fill="#fbfaf7"/>
      <rect x="178" y="78" width="44" height="12" rx="6" fill="#d9d5cb"/>
      <path d="M100 238H300V334Q300 346 288 346H112Q100 346 100 334Z" fill="${BODY}"/>
      <circle cx="200" cy="164" r="46" fill="none" stroke="${c.deep}" stroke-width="9"/><circle cx="200" cy="164" r="31" fill="none" stroke="${c.base}" stroke-width="7"/>
      <path d="M239 188Q262 214 252 228" stroke="${c.deep}" stroke-width="9" fill="none" stroke-linecap="round"/>
      <rect x="183" y="108" width="34" height="24" rx="6" fill="${INK}"/><rect x="190" y="98" width="20" height="13" rx="2" fill="#b9bfbd"/>`,
    label: label(116, 246, 168, 88),
  };
}

/** How each outline is drawn. */
export const silhouettes: Record<GoodsShape, (colours: Colours) => Silhouette> = {
  bottle,
  can,
  carton,
  cup,
  bag,
  pouch,
  box,
  bowl,
  jar,
  tube,
  pump,
  roll,
  bar,
  onigiri,
  sandwich,
  bread,
  icecream,
  fruit,
  gadget,
};
