/**
 * Reads EAN-13 (and so UPC-A) and EAN-8 from one line of a picture, for browsers without BarcodeDetector.
 * Source of the symbol's structure: GS1 General Specifications, 5.2 (EAN/UPC symbology).
 */

/** Module widths of the digits 0–9 in set L, as space-bar-space-bar; set G is the mirror, set R has the same widths as L. */
const WIDTHS: readonly (readonly [number, number, number, number])[] = [
  [3, 2, 1, 1],
  [2, 2, 2, 1],
  [2, 1, 2, 2],
  [1, 4, 1, 1],
  [1, 1, 3, 2],
  [1, 2, 3, 1],
  [1, 1, 1, 4],
  [1, 3, 1, 2],
  [1, 2, 1, 3],
  [3, 1, 1, 2],
];
/** The first digit of EAN-13 is told by which of the six left digits are of set G (bit 5 is the first). */
const PARITY = [0b000000, 0b001011, 0b001101, 0b001110, 0b010011, 0b011001, 0b011100, 0b010101, 0b010110, 0b011010];
/** Modules by which a digit's four widths may differ from the ideal in sum. */
const MAX_ERROR = 1.8;

/** Whether the last digit is the right check digit. */
export function hasCheckDigit(code: string): boolean {
  if (!/^\d{8}$|^\d{12,13}$/.test(code)) return false;
  let sum = 0;
  for (let i = 0; i < code.length; i++) sum += Number(code[code.length - 1 - i]) * (i % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

/** Finds a code in a row of brightness values (0 dark – 255 light), read in either direction. */
export function readLine(row: ArrayLike<number>): string | null {
  const forth = runsOf(row);
  const back = reversed(forth);
  // The long symbol first: a stretch of one can look like the short one.
  return search(forth, LONG) ?? search(back, LONG) ?? search(forth, SHORT) ?? search(back, SHORT);
}

interface Runs {
  widths: number[];
  /** Whether the first run is dark. */
  darkFirst: boolean;
}

/** Lengths of the dark and light stretches, against the average of the surroundings. */
function runsOf(row: ArrayLike<number>): Runs {
  const n = row.length;
  const span = Math.max(12, n >> 4);
  let sum = 0;
  for (let i = 0; i < Math.min(n, span); i++) sum += row[i] ?? 0;
  let count = Math.min(n, span);
  const widths: number[] = [];
  let dark = false;
  let length = 0;
  for (let i = 0; i < n; i++) {
    if (i + span < n) {
      sum += row[i + span] ?? 0;
      count++;
    }
    if (i - span - 1 >= 0) {
      sum -= row[i - span - 1] ?? 0;
      count--;
    }
    const isDark = (row[i] ?? 0) < sum / count - 6;
    if (isDark === dark) length++;
    else {
      widths.push(length);
      dark = isDark;
      length = 1;
    }
  }
  widths.push(length);
  return { widths, darkFirst: false };
}

function reversed(runs: Runs): Runs {
  const lastDark = (runs.widths.length % 2 === 1) === runs.darkFirst;
  return { widths: [...runs.widths].reverse(), darkFirst: lastDark };
}

/** A symbol's number of runs from guard to guard, and of modules. */
interface Form {
  runs: number;
  modules: number;
  read(widths: readonly number[], at: number): string | null;
}
const LONG: Form = { runs: 59, modules: 95, read: readEan13 };
const SHORT: Form = { runs: 43, modules: 67, read: readEan8 };
/** Modules of empty paper that must stand on both sides; the standard asks for seven. */
const QUIET = 5;

function search({ widths, darkFirst }: Runs, form: Form): string | null {
  for (let at = darkFirst ? 0 : 1; at + form.runs <= widths.length; at += 2) {
    if (!isGuard(widths, at, 3)) continue;
    let total = 0;
    for (let i = at; i < at + form.runs; i++) total += widths[i] ?? 0;
    const quiet = (total / form.modules) * QUIET;
    if ((widths[at - 1] ?? 0) < quiet || (widths[at + form.runs] ?? 0) < quiet) continue;
    const code = form.read(widths, at);
    if (code) return code;
  }
  return null;
}

/** Bars and spaces of one module each, within tolerance. */
function isGuard(widths: readonly number[], at: number, n: number): boolean {
  let total = 0;
  for (let i = 0; i < n; i++) total += widths[at + i] ?? 0;
  const unit = total / n;
  for (let i = 0; i < n; i++) if (Math.abs((widths[at + i] ?? 0) - unit) > unit * 0.6) return false;
  return unit >= 1;
}

function readEan13(widths: readonly number[], at: number): string | null {
  if (!isGuard(widths, at + 27, 5) || !isGuard(widths, at + 56, 3)) return null;
  let code = '';
  let parity = 0;
  for (let i = 0; i < 6; i++) {
    const digit = readDigit(widths, at + 3 + i * 4, true);
    if (!digit) return null;
    code += digit.value;
    parity = parity * 2 + (digit.mirrored ? 1 : 0);
  }
  for (let i = 0; i < 6; i++) {
    const digit = readDigit(widths, at + 32 + i * 4, false);
    if (!digit) return null;
    code += digit.value;
  }
  const first = PARITY.indexOf(parity);
  if (first < 0) return null;
  code = first + code;
  return hasCheckDigit(code) ? code : null;
}

function readEan8(widths: readonly number[], at: number): string | null {
  if (!isGuard(widths, at + 19, 5) || !isGuard(widths, at + 40, 3)) return null;
  let code = '';
  for (let i = 0; i < 8; i++) {
    const digit = readDigit(widths, at + (i < 4 ? 3 + i * 4 : 24 + (i - 4) * 4), false);
    if (!digit) return null;
    code += digit.value;
  }
  return hasCheckDigit(code) ? code : null;
}

function readDigit(
  widths: readonly number[],
  at: number,
  mayMirror: boolean,
): { value: number; mirrored: boolean } | null {
  const seen = widths.slice(at, at + 4);
  const unit = seen.reduce((sum, width) => sum + width, 0) / 7;
  let best = { value: 0, mirrored: false, error: Number.POSITIVE_INFINITY };
  WIDTHS.forEach((wanted, value) => {
    for (const mirrored of mayMirror ? [false, true] : [false]) {
      const shape = mirrored ? [...wanted].reverse() : wanted;
      const error = seen.reduce((sum, width, i) => sum + Math.abs(width / unit - (shape[i] ?? 0)), 0);
      if (error < best.error) best = { value, mirrored, error };
    }
  });
  return best.error <= MAX_ERROR ? best : null;
}
