declare module 'miniprogram-compiler' {
  const compiler: { wxmlToJs(root: string): string };
  export default compiler;
}
