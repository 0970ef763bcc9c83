import * as jsqr from 'jsqr';

const QUIET = 4;
const UNIT = 4;

type Read = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
interface Library {
  default: Library | Read;
}

/** The library is CommonJS: whoever loads it puts its function at one depth or another. */
function reader({ default: inner }: Library): Read {
  return typeof inner === 'function' ? inner : reader(inner);
}

/** Reads the code that QrCode drew, from the path of its dark modules: as the camera of another phone would. */
export function readDrawnCode(path: string): string | null {
  const dark = [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  const side = (Math.max(...dark.flat()) + 1 + 2 * QUIET) * UNIT;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [x, y] of dark) {
    for (let i = 0; i < UNIT * UNIT; i++) {
      const column = (x + QUIET) * UNIT + (i % UNIT);
      const row = (y + QUIET) * UNIT + Math.floor(i / UNIT);
      pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
    }
  }
  return reader(jsqr as unknown as Library)(pixels, side, side)?.data ?? null;
}
