import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const taroStyles = /^@tarojs\/components\/(global|dist\/taro-components\/taro-components)\.css$/;

/** Fits the web bundle: chunks that match how the app is walked, and no styles of Taro components that we do not use. */
export function h5Vite() {
  return {
    name: 'latchkey:h5',
    enforce: 'pre' as const,
    resolveId: (id: string) => (taroStyles.test(id) ? '\0latchkey-empty.css' : null),
    load: (id: string) => (id === '\0latchkey-empty.css' ? '' : null),
    transformIndexHtml: { order: 'post' as const, handler: preloadHome },
    writeBundle: ({ dir }: { dir?: string }, bundle: Record<string, unknown>) => dropOld(dir ?? '', bundle),
    config: () => ({
      build: { target: 'es2019', rollupOptions: { output: { manualChunks: chunkOf } } },
    }),
  };
}

interface Chunk {
  fileName: string;
  modules?: Record<string, unknown>;
}

/** The first page's own chunk comes with the shared ones, not after them: a slow line waits for its latency once. */
function preloadHome(html: string, { bundle }: { bundle?: Record<string, Chunk> }): string {
  const home = Object.values(bundle ?? {}).find(({ modules }) =>
    Object.keys(modules ?? {}).some((id) => id.endsWith('/src/app/Home.tsx')),
  );
  if (!home) throw new Error('The bundle has no first page');
  const preloaded = html.replace(
    '</head>',
    `  <link rel="modulepreload" crossorigin href="/${home.fileName}">\n</head>`,
  );
  return stylesBehindShell(preloaded);
}

/** What is seen before the scripts has its styles with it: it is painted while the style sheets still come. */
function stylesBehindShell(html: string): string {
  const sheets = html.match(/ *<link rel="stylesheet"[^>]*>\n/g) ?? [];
  if (sheets.length === 0) throw new Error('The page has no style sheet');
  const bare = sheets.reduce((rest, sheet) => rest.replace(sheet, ''), html);
  return bare.replace('  <div id="app">', `${sheets.join('')}  <div id="app">`);
}

/**
 * Taro is told not to empty the folder, so that a server that runs meanwhile always has a page. Old hashed chunks go once
 * the new ones are there.
 */
function dropOld(root: string, bundle: Record<string, unknown>): void {
  for (const folder of ['js', 'css']) {
    for (const file of readdirSync(join(root, folder))) {
      if (!(`${folder}/${file}` in bundle)) rmSync(join(root, folder, file));
    }
  }
}

/** Taro's own rule would put every dependency of every page into one chunk. */
function chunkOf(id: string): string | undefined {
  if (/node_modules\/(react|react-dom|scheduler)\//.test(id)) return 'react';
  if (/node_modules\/@tarojs\//.test(id)) return 'taro';
  if (/\/shopper\/src\/((api|format|i18n|kit|locales|parts|platform|shell|state)\/|features\/\w+\/locales\/)/.test(id))
    return 'core';
  return undefined;
}
