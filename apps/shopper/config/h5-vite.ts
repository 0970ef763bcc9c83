const taroStyles = /^@tarojs\/components\/(global|dist\/taro-components\/taro-components)\.css$/;

/** Fits the web bundle: chunks that match how the app is walked, and no styles of Taro components that we do not use. */
export function h5Vite() {
  return {
    name: 'latchkey:h5',
    enforce: 'pre' as const,
    resolveId: (id: string) => (taroStyles.test(id) ? '\0latchkey-empty.css' : null),
    load: (id: string) => (id === '\0latchkey-empty.css' ? '' : null),
    config: () => ({
      build: { target: 'es2019', rollupOptions: { output: { manualChunks: chunkOf } } },
    }),
  };
}

/** Taro's own rule would put every dependency of every page into one chunk. */
function chunkOf(id: string): string | undefined {
  if (/node_modules\/(react|react-dom|scheduler)\//.test(id)) return 'react';
  if (/node_modules\/@tarojs\//.test(id)) return 'taro';
  if (/\/shopper\/src\/(api|format|i18n|kit|locales|parts|platform|shell|state)\//.test(id)) return 'core';
  return undefined;
}
