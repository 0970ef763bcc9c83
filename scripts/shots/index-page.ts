import type { Shot } from './shoot.ts';

const safe = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const STYLE = `body{margin:0;padding:24px;font:14px/1.5 system-ui;background:#faf8f4;color:#1b1f1d}
h2{margin:40px 0 8px}.row{display:flex;gap:16px;overflow-x:auto;align-items:flex-start}
figure{margin:0;flex:none}img{display:block;max-height:420px;border:1px solid #d8d3c8;border-radius:8px}
figcaption{max-width:360px;color:#5c655f}.bad{color:#b3261e}`;

/** One page with every picture, screen by screen, and what was found on each. */
export function indexPage(shots: readonly Shot[]): string {
  const rows = [...Map.groupBy(shots, (shot) => shot.screen)].map(([screen, taken]) => {
    const figures = taken.map(({ file, face, findings }) => {
      const bad = findings.map((finding) => `<div class="bad">${safe(finding)}</div>`).join('');
      const image =
        file === '' ? '' : `<a href="${file}"><img loading="lazy" src="${file}" alt="${safe(screen)}, ${face}"></a>`;
      return `<figure>${image}<figcaption>${face}${bad}</figcaption></figure>`;
    });
    return `<h2>${safe(screen)}</h2><div class="row">${figures.join('')}</div>`;
  });
  const found = shots.filter((shot) => shot.findings.length > 0).length;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title><style>${STYLE}</style><h1>${shots.length} pictures, ${found} with findings</h1>${rows.join('\n')}</html>`;
}
