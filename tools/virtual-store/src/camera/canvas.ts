/** A picture of planes Y, Cb, Cr (4:2:0, 8 bits, limited range), drawn in rectangles. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly y: Buffer;
  readonly cb: Buffer;
  readonly cr: Buffer;

  /** Both sides are multiples of 16, as macroblocks are. */
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.y = Buffer.alloc(width * height, 16);
    this.cb = Buffer.alloc((width * height) / 4, 128);
    this.cr = Buffer.alloc((width * height) / 4, 128);
  }

  /** A filled rectangle; sides on even pixels, for the colours are at half the resolution. Cut at the edges. */
  fill(left: number, top: number, width: number, height: number, colour: Colour): void {
    const x0 = clamp(even(left), this.width);
    const x1 = clamp(even(left + width), this.width);
    const y0 = clamp(even(top), this.height);
    const y1 = clamp(even(top + height), this.height);
    for (let row = y0; row < y1; row += 1) this.y.fill(colour.y, row * this.width + x0, row * this.width + x1);
    const half = this.width / 2;
    for (let row = y0 / 2; row < y1 / 2; row += 1) {
      this.cb.fill(colour.cb, row * half + x0 / 2, row * half + x1 / 2);
      this.cr.fill(colour.cr, row * half + x0 / 2, row * half + x1 / 2);
    }
  }

  copyFrom(other: Canvas): void {
    other.y.copy(this.y);
    other.cb.copy(this.cb);
    other.cr.copy(this.cr);
  }
}

export interface Colour {
  y: number;
  cb: number;
  cr: number;
}

const even = (value: number): number => Math.round(value / 2) * 2;
const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** A colour from `#rrggbb` by ITU-R BT.601, as decoders assume where a stream does not say. */
export function colour(hex: string): Colour {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return {
    y: Math.round(16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255),
    cb: Math.round(128 + (-37.797 * r - 74.203 * g + 112 * b) / 255),
    cr: Math.round(128 + (112 * r - 93.786 * g - 18.214 * b) / 255),
  };
}
