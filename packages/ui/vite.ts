import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import type { Plugin, PluginOption, UserConfig } from 'vite';

/** Where `vite dev` finds the server; a built app is served by the server itself. */
const SERVER = process.env.LATCHKEY_SERVER ?? 'http://127.0.0.1:8080';

/**
 * The build of one staff app, served under `/<app>/`. React is deduplicated because the workspace holds
 * another React version for the mini-program.
 */
export function staffApp(app: 'console' | 'agent' | 'kiosk', plugins: PluginOption[] = []): UserConfig {
  return {
    base: `/${app}/`,
    plugins: [react(), themeScript(app), ...plugins],
    resolve: { dedupe: ['react', 'react-dom', '@tanstack/react-query', '@tanstack/react-router', 'antd'] },
    server: {
      proxy: {
        '/api': SERVER,
        '/media': SERVER,
        '/ws': { target: SERVER.replace(/^http/, 'ws'), ws: true },
      },
    },
    build: {
      outDir: 'dist',
      target: 'es2022',
      chunkSizeWarningLimit: 1200,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              { name: 'react', test: /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|@tanstack)\// },
              { name: 'antd', test: /node_modules\/(antd|@rc-component|@ant-design|dayjs)\// },
            ],
          },
        },
      },
    },
  };
}

/** Sets the chosen theme before the first paint: a small blocking file, because inline scripts are refused by policy. */
function themeScript(app: string): Plugin {
  const source = readFileSync(new URL('./src/theme/first-paint.js', import.meta.url), 'utf8');
  return {
    name: 'latchkey-theme',
    configureServer(server) {
      server.middlewares.use(`/${app}/theme.js`, (_request, response) => {
        response.setHeader('content-type', 'text/javascript');
        response.end(source);
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'theme.js', source });
    },
    transformIndexHtml: () => [{ tag: 'script', attrs: { src: `/${app}/theme.js` }, injectTo: 'head-prepend' }],
  };
}
