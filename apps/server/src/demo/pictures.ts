import type { DemoGood } from './goods.ts';
import { type Colours, type Silhouette, silhouettes } from './silhouettes.ts';

/** Pack colours that stand well beside each other on a shelf: base, deep, light. */
const palettes: readonly (readonly [string, string, string])[] = [
  ['#0E7C66', '#0A5A4A', '#8FD0BF'],
  ['#2F6DB5', '#1F4C84', '#A9CBEF'],
  ['#C8452F', '#96301F', '#F2B3A3'],
  ['#D98A1F', '#A66310', '#F6D49A'],
  ['#6B4FA0', '#4A3575', '#C6B5E6'],
  ['#B5335F', '#862143', '#EFA9C2'],
  ['#3A8F3E', '#276529', '#AFDCA9'],
  ['#1E8FA6', '#136576', '#A3DBE6'],
  ['#7A5234', '#553722', '#D8B897'],
  ['#384B6E', '#25334D', '#B3C0DA'],
  ['#A65A8C', '#7A3D65', '#E5BAD6'],
  ['#5E7D2B', '#43591D', '#CBDCA2'],
];

/** The colour of a taste, by a word in the name; the first that fits wins. */
const flavours: readonly (readonly [RegExp, string])[] = [
  [/青柠|柠檬/, '#C5D94A'],
  [/白桃|蜜桃|水蜜桃|黄桃/, '#F9B4A6'],
  [/荔枝|草莓|山楂|樱/, '#EE6A7C'],
  [/橙|橘|柑|胡萝卜/, '#F7A03C'],
  [/葡萄|蓝莓|紫/, '#7B66C4'],
  [/芒果|菠萝|凤梨|香蕉|玉米|哈密瓜/, '#F9C440'],
  [/可乐|巧克力|摩卡|黑|美式|咖啡|拿铁|焦糖|玛奇朵/, '#6A4630'],
  [/抹茶|绿豆|黄瓜|茉莉|海苔|牛油果|香葱/, '#86B257'],
  [/番茄|西瓜|红豆|麻辣|香辣|烧烤|红烧|火鸡|酸辣|苹果|辣|番/, '#E0503A'],
  [/牛肉|牛柳|猪|鸭|鸡|鱼|虾|卤|腊/, '#B9603B'],
  [/芝士|奶酪|黄油|蛋|海盐|花生|坚果|腰果|豆干|豆/, '#F0CB62'],
  [/茶|普洱|菊花|凉茶|梅/, '#C98B3C'],
  [/奶|椰|豆浆|原味|米|酸奶|吐司/, '#FBF1DE'],
  [/水|薄荷|冰|净|洗|纸|气泡/, '#BFE3F0'],
];

/** House colours of brands that have them, by number of the palette; all others get theirs by hash. */
const houseColours: Readonly<Record<string, number>> = {
  澄溪: 1,
  北岭: 9,
  汽浪: 2,
  云上茶集: 11,
  沐光: 8,
  晨豆: 8,
  晨牧: 1,
  牧野小满: 7,
  净蓝: 1,
  冰屿: 7,
  甜序: 5,
  麦禾: 3,
  橙意: 3,
  椰屿: 0,
  跃动: 7,
  雷行: 9,
  脆时光: 2,
  松果树: 8,
  牧歌坊: 2,
  海湾记: 1,
  面面馆: 2,
  麦小铺: 3,
  柔朵: 10,
  白屿: 0,
  拾光鲜食: 0,
  鲜果时令: 6,
  豆里: 11,
  护安: 0,
  电小满: 9,
  果然集: 6,
  山岚: 0,
  禾光: 3,
};

/** FNV-1a: the same text gives the same colours on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}

function coloursOf(good: Pick<DemoGood, 'brand' | 'name'>): Colours {
  const [base, deep, light] = palettes[houseColours[good.brand] ?? hash(good.brand) % palettes.length] ?? [
    '#0E7C66',
    '#0A5A4A',
    '#8FD0BF',
  ];
  const flavour = flavours.find(([word]) => word.test(good.name))?.[1] ?? light;
  return { base, deep, light, flavour };
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

/** Width of a text in ems: Chinese characters are square, others about half. */
const ems = (text: string) => [...text].reduce((sum, c) => sum + (/[ -~]/.test(c) ? 0.58 : 1), 0);

/** Cuts a text into so many lines of about equal width, never inside a run of letters and digits. */
function cut(text: string, lines: number): string[] {
  const pieces = text.match(/[\u0021-\u007e]+|./gu) ?? [];
  const aim = ems(text) / lines;
  const result: string[] = [''];
  for (const piece of pieces) {
    const current = result.at(-1) ?? '';
    const full = ems(current) + ems(piece) / 2 > aim && current !== '' && result.length < lines;
    if (full) result.push(piece);
    else result[result.length - 1] = current + piece;
  }
  return result;
}

/** The lines and the size at which a name fills its box best. */
export function setName(name: string, width: number, height: number): { lines: string[]; size: number } {
  const options = [1, 2, 3].map((count) => {
    const lines = cut(name, count);
    const widest = Math.max(...lines.map(ems));
    return { lines, size: Math.min(34, width / widest, height / (lines.length * 1.16)) };
  });
  return options.reduce((best, option) => (option.size > best.size + 0.5 ? option : best));
}

function writing(good: Pick<DemoGood, 'brand' | 'name'>, { label }: Silhouette, tilt: number): string {
  const brandSize = Math.min(17, label.height * 0.2);
  const { lines, size } = setName(good.name, label.width, label.height - brandSize * 1.45);
  const middle = label.x + label.width / 2;
  const block = brandSize * 1.45 + lines.length * size * 1.16;
  const top = label.y + (label.height - block) / 2;
  const rows = lines.map(
    (line, index) =>
      `<text x="${middle}" y="${(top + brandSize * 1.45 + size * (0.9 + index * 1.16)).toFixed(1)}" font-size="${size.toFixed(1)}" font-weight="700">${escaped(line)}</text>`,
  );
  return `<g fill="${label.ink}" text-anchor="middle" font-family="PingFang SC,HarmonyOS Sans SC,MiSans,Noto Sans CJK SC,Microsoft YaHei,sans-serif"${tilt ? ` transform="rotate(${tilt} 200 200)"` : ''}>
    <text x="${middle}" y="${(top + brandSize * 0.9).toFixed(1)}" font-size="${brandSize.toFixed(1)}" letter-spacing="2" opacity=".85">${escaped(good.brand)}</text>${rows.join('')}</g>`;
}

const across = (id: string, ...stops: readonly (readonly [number, string, number])[]) =>
  `<linearGradient id="${id}" x1="0" x2="1" y1="0" y2="0">${stops.map(([at, colour, opacity]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`).join('')}</linearGradient>`;

/**
 * Draws a good: its pack by shape, in the colours of its brand and taste, with its name, on a soft ground. The same good
 * always gives the same picture. The answer is a whole SVG document of 400 × 400 without scripts or references.
 */
export function drawProduct(good: Pick<DemoGood, 'name' | 'brand' | 'spec' | 'shape'>): string {
  const colours = coloursOf(good);
  const { base, deep, light, flavour } = colours;
  const silhouette = silhouettes[good.shape](colours);
  const specWidth = ems(good.spec) * 15 + 22;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img" aria-label="${escaped(`${good.brand} ${good.name} ${good.spec}`)}">
  <defs>${across('body', [0, deep, 1], [0.22, base, 1], [0.7, base, 1], [1, deep, 1])}${across('flavour', [0, flavour, 0.9], [0.3, flavour, 1], [1, flavour, 0.82])}
    <radialGradient id="ground" cx=".5" cy=".42" r=".7"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="${light}" stop-opacity=".38"/></radialGradient></defs>
  <rect width="400" height="400" fill="#faf8f4"/><rect width="400" height="400" fill="url(#ground)"/>
  <ellipse cx="200" cy="350" rx="112" ry="13" fill="${deep}" opacity=".2"/>
  ${silhouette.art}
  ${writing(good, silhouette, good.shape === 'bar' ? -14 : 0)}
  <g transform="translate(${(386 - specWidth).toFixed(1)} 364)"><rect width="${specWidth.toFixed(1)}" height="24" rx="12" fill="${deep}" opacity=".9"/><text x="${(specWidth / 2).toFixed(1)}" y="17" font-size="14" fill="#fff" text-anchor="middle" font-family="PingFang SC,Noto Sans CJK SC,sans-serif">${escaped(good.spec)}</text></g>
</svg>`.replace(/\n\s*/g, '');
}
