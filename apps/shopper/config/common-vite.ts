interface BabelOptions {
  plugins: unknown[];
}

/**
 * Taro asks @vitejs/plugin-react for Babel's decorators and loose class properties. We use neither, and esbuild alone
 * compiles our files in a fraction of the time; so both are dropped and the packages need not be installed.
 */
export function commonVite() {
  return {
    name: 'latchkey:common',
    api: {
      reactBabel(options: BabelOptions) {
        options.plugins = [];
      },
    },
    config: () => ({
      // Vite 4's esbuild knows no es2024, which the workspace's own tsconfig names.
      esbuild: { target: 'es2019', tsconfigRaw: { compilerOptions: { target: 'es2019', jsx: 'react-jsx' } } },
    }),
  };
}
