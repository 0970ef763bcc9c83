// Codes as a printer makes them, and pictures of them as a camera sees them: independent of the readers that they are for.
import generateQr from 'qrcode-generator';

// From the bit patterns of GS1's tables (the reader works with widths).
const L = [
  '0001101',
  '0011001',
  '0010011',
  '0111101',
  '0100011',
  '0110001',
  '0101111',
  '0111011',
  '0110111',
  '0001011',
];
const invert = (bits: string): string => [...bits].map((bit) => (bit === '0' ? '1' : '0')).join('');
const R = L.map(invert);
const G = R.map((bits) => [...bits].reverse().join(''));
const parity = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL'];
const bitsOf = (set: string[], digit: string | undefined): string => set[Number(digit)] ?? '';

/** The 95 modules of an EAN-13. */
export function ean13(code: string): string {
  const pattern = parity[Number(code[0])] ?? '';
  const left = [...code.slice(1, 7)].map((digit, i) => bitsOf(pattern[i] === 'G' ? G : L, digit)).join('');
  return `101${left}01010${[...code.slice(7)].map((digit) => bitsOf(R, digit)).join('')}101`;
}

/** The 67 modules of an EAN-8. */
export function ean8(code: string): string {
  const half = (digits: string, set: string[]) => [...digits].map((digit) => bitsOf(set, digit)).join('');
  return `101${half(code.slice(0, 4), L)}01010${half(code.slice(4), R)}101`;
}

/** A print: its size in modules, and whether there is ink at a module. */
export interface Print {
  wide: number;
  high: number;
  ink(x: number, y: number): boolean;
}

export const barcodePrint = (bits: string): Print => ({ wide: bits.length, high: 45, ink: (x) => bits[x] === '1' });

export function qrPrint(text: string): Print {
  const code = generateQr(0, 'M');
  code.addData(text);
  code.make();
  const modules = code.getModuleCount();
  return { wide: modules, high: modules, ink: (x, y) => code.isDark(y, x) };
}

export interface Shot {
  width: number;
  height: number;
  /** Pixels a module. */
  unit: number;
  degrees: number;
}

const TABLE = 118;
const PAPER = 226;
const INK = 34;
/** White around the print, in modules. */
const QUIET = 11;

/** Brightness of each pixel of a print that lies turned on a grey table, a little uneven as camera pictures are. */
export function photograph(print: Print, { width, height, unit, degrees }: Shot): Uint8Array {
  const picture = new Uint8Array(width * height);
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const u = (dx * cos + dy * sin) / unit + print.wide / 2;
      const v = (dy * cos - dx * sin) / unit + print.high / 2;
      const onPaper = u > -QUIET && v > -QUIET && u < print.wide + QUIET && v < print.high + QUIET;
      const onPrint = u >= 0 && v >= 0 && u < print.wide && v < print.high;
      const base = onPrint && print.ink(Math.floor(u), Math.floor(v)) ? INK : onPaper ? PAPER : TABLE;
      picture[y * width + x] = base + ((x * 7919 + y * 104_729) % 11) - 5;
    }
  }
  return picture;
}
