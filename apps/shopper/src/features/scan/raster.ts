import { readLine } from './ean';

/** How a piece is held before the camera: upright or lying mostly, at a slant sometimes. Degrees, and lines across each. */
const LOOKS: readonly (readonly [degrees: number, lines: number])[] = [
  [0, 15],
  [90, 11],
  [18, 5],
  [-18, 5],
  [45, 7],
  [-45, 7],
];
/** Shares of the picture that the lines lie in: at its edges nobody holds anything. */
const MARGIN = 0.15;

/** Finds a barcode in a picture, whichever way it is turned. */
export function readRaster(rgba: ArrayLike<number>, width: number, height: number): string | null {
  const pixel = (x: number, y: number): number => {
    const at = (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * 4;
    return (rgba[at] ?? 0) * 0.3 + (rgba[at + 1] ?? 0) * 0.59 + (rgba[at + 2] ?? 0) * 0.11;
  };
  // Between pixels their mixture: a slanted line that jumped from one to the next would tear thin bars.
  const grey = (x: number, y: number): number => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [right, low] = [x - left, y - top];
    const above = pixel(left, top) * (1 - right) + pixel(left + 1, top) * right;
    if (low === 0) return above;
    return above * (1 - low) + (pixel(left, top + 1) * (1 - right) + pixel(left + 1, top + 1) * right) * low;
  };
  for (const [degrees, lines] of LOOKS) {
    const angle = (degrees * Math.PI) / 180;
    const [along, across] = [Math.cos(angle), Math.sin(angle)];
    // As far as a line of this slant goes within the picture, and as far as the lines spread beside each other.
    const length = Math.min(width / Math.max(Math.abs(along), 0.01), height / Math.max(Math.abs(across), 0.01));
    const spread = Math.min(width / Math.max(Math.abs(across), 0.01), height / Math.max(Math.abs(along), 0.01));
    for (let i = 1; i <= lines; i++) {
      const aside = (MARGIN + ((1 - 2 * MARGIN) * i) / (lines + 1) - 0.5) * spread;
      const [x, y] = [width / 2 - across * aside, height / 2 + along * aside];
      const row = new Uint8Array(Math.floor(length));
      for (let step = 0; step < row.length; step++) {
        const from = step - row.length / 2;
        row[step] = grey(x + along * from, y + across * from);
      }
      const code = readLine(row);
      if (code) return code;
    }
  }
  return null;
}
