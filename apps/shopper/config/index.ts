import path from 'node:path';
import { commonVite } from './common-vite';
import { h5Vite } from './h5-vite';
import { pwa } from './pwa';

const target = process.env.TARO_ENV;
/** Vite 4 calls Sass by its old interface. */
const sass = { silenceDeprecations: ['legacy-js-api'] };

/**
 * Taro reads this file through its own CommonJS register.
 * Sizes are written in CSS px and stay px on both targets: no rem root and no rpx, so text follows the system's font size.
 */
export default {
  projectName: 'latchkey-shopper',
  date: '2026-11-22',
  designWidth: 375,
  deviceRatio: { 375: 1 },
  sourceRoot: 'src',
  outputRoot: target === 'h5' ? 'dist-h5' : 'dist-weapp',
  framework: 'react',
  plugins: [],
  compiler: { type: 'vite', vitePlugins: [commonVite(), ...(target === 'h5' ? [h5Vite(), pwa()] : [])] },
  alias: {
    // npm nests this package beside Vite 4; hoisted Taro packages import it by name and would not find it.
    '@tarojs/plugin-framework-react': path.dirname(require.resolve('@tarojs/plugin-framework-react/package.json')),
    // One React for all: a nested copy of another version would break hooks.
    react: path.dirname(require.resolve('react/package.json')),
  },
  // The mini-program has no origin of its own: it is told at build time where the server is.
  defineConstants: {
    LATCHKEY_ORIGIN: JSON.stringify(
      target === 'h5' ? '' : (process.env.LATCHKEY_PUBLIC_URL ?? 'http://127.0.0.1:8080'),
    ),
  },
  mini: {
    sassLoaderOption: sass,
    postcss: { pxtransform: { enable: false }, cssModules: { enable: false } },
  },
  h5: {
    sassLoaderOption: sass,
    publicPath: '/',
    staticDirectory: 'static',
    // Else the folder is empty for as long as a build takes; h5-vite.ts clears it afterwards.
    output: { clean: false },
    useHtmlComponents: true,
    router: { mode: 'browser' },
    postcss: { pxtransform: { enable: false }, autoprefixer: { enable: true }, cssModules: { enable: false } },
  },
};
