import { BitWriter } from './bit-writer.ts';
import { Canvas } from './canvas.ts';

/**
 * A lossless H.264 encoder (constrained baseline, CAVLC) for drawn pictures: a macroblock that did not change is skipped,
 * one that goes on as its neighbour above or to the left does is predicted from it without a rest, any other is sent as
 * its samples (I_PCM). Flat scenes cost next to nothing, and every pixel arrives as it was drawn: a clock in the picture
 * can be read back exactly. Source: ITU-T H.264, 7.3, 8.3.3, 9.2.
 */
export class BlockEncoder {
  readonly sps: Buffer;
  readonly pps: Buffer;
  readonly #columns: number;
  readonly #rows: number;
  readonly #last: Canvas;
  #frame = 0;
  #idr = 0;

  constructor(width: number, height: number) {
    if (width % 16 !== 0 || height % 16 !== 0) throw new Error('sides of a picture are multiples of 16');
    this.#columns = width / 16;
    this.#rows = height / 16;
    this.#last = new Canvas(width, height);
    this.sps = sequenceParameters(this.#columns, this.#rows);
    this.pps = pictureParameters();
  }

  /** The NAL units of the next picture: with its parameter sets where it needs no other picture. */
  encode(canvas: Canvas, key: boolean): Buffer[] {
    if (key) {
      this.#frame = 0;
      this.#idr = (this.#idr + 1) % 2;
    }
    const bits = new BitWriter();
    this.#header(bits, key);
    this.#blocks(bits, canvas, key);
    this.#last.copyFrom(canvas);
    this.#frame = (this.#frame + 1) % 256;
    const slice = bits.nal(key ? 0x65 : 0x41);
    return key ? [this.sps, this.pps, slice] : [slice];
  }

  #header(bits: BitWriter, key: boolean): void {
    bits.ue(0); // first_mb_in_slice
    bits.ue(key ? 7 : 5); // slice_type: all I, all P
    bits.ue(0); // pic_parameter_set_id
    bits.u(8, this.#frame);
    if (key) bits.ue(this.#idr);
    else bits.u(2, 0); // num_ref_idx_active_override, ref_pic_list_modification: neither
    bits.u(key ? 2 : 1, 0); // dec_ref_pic_marking: nothing special
    bits.se0(); // slice_qp_delta
    bits.ue(1); // disable_deblocking_filter_idc
  }

  #blocks(bits: BitWriter, canvas: Canvas, key: boolean): void {
    const kinds = new Uint8Array(this.#columns * this.#rows);
    let skipped = 0;
    for (let row = 0; row < this.#rows; row += 1) {
      if (!key && sameRow(canvas, this.#last, row)) {
        kinds.fill(KIND.skipped, row * this.#columns, (row + 1) * this.#columns);
        skipped += this.#columns;
        continue;
      }
      for (let column = 0; column < this.#columns; column += 1) {
        const place = row * this.#columns + column;
        if (!key && sameBlock(canvas, this.#last, column, row)) {
          kinds[place] = KIND.skipped;
          skipped += 1;
          continue;
        }
        if (!key) bits.ue(skipped);
        skipped = 0;
        kinds[place] = this.#block(bits, canvas, kinds, column, row, key ? 0 : 5);
      }
    }
    if (!key && skipped > 0) bits.ue(skipped);
  }

  /** One macroblock that is not skipped; `offset` is what I types begin at in the slice's table of types. */
  #block(bits: BitWriter, canvas: Canvas, kinds: Uint8Array, column: number, row: number, offset: number): number {
    const vertical = row > 0 && goesOnFromAbove(canvas, column, row);
    if (vertical || (column > 0 && goesOnFromLeft(canvas, column, row))) {
      bits.ue(offset + (vertical ? 1 : 2)); // I_16x16, predicted vertically or horizontally, nothing coded
      bits.ue(vertical ? 2 : 1); // intra_chroma_pred_mode: the same way
      bits.se0(); // mb_qp_delta
      noCoefficients(bits, kinds, column, row, this.#columns);
      return KIND.predicted;
    }
    bits.ue(offset + 25); // I_PCM
    bits.aligned(samples(canvas, column, row));
    return KIND.samples;
  }
}

const KIND = { skipped: 1, predicted: 2, samples: 3 } as const;

/** `coeff_token` for no coefficient, by what the neighbours hold (9.2.1); I_PCM counts as sixteen. */
function noCoefficients(bits: BitWriter, kinds: Uint8Array, column: number, row: number, columns: number): void {
  const place = row * columns + column;
  const near = [...(column > 0 ? [kinds[place - 1]] : []), ...(row > 0 ? [kinds[place - columns]] : [])];
  if (near.includes(KIND.samples)) bits.u(6, 3);
  else bits.u(1, 1);
}

function sequenceParameters(columns: number, rows: number): Buffer {
  const bits = new BitWriter();
  bits.u(8, 66); // profile_idc: baseline
  bits.u(8, 0xe0); // constraint_set0..2: constrained
  bits.u(8, 31); // level 3.1
  bits.ue(0);
  bits.ue(4); // frame_num in 8 bits
  bits.ue(2); // pic_order_cnt_type: as decoded
  bits.ue(1); // max_num_ref_frames
  bits.u(1, 0);
  bits.ue(columns - 1);
  bits.ue(rows - 1);
  bits.u(3, 0b110); // frame_mbs_only, direct_8x8_inference, no cropping
  bits.u(1, 1); // vui
  bits.u(8, 0); // of it, eight parts are absent,
  bits.u(2, 0b11); // and the restriction of the stream is there: vectors may leave the picture
  for (const value of [0, 0, 0, 0, 0, 1]) bits.ue(value); // ..., no reordering, one picture kept
  return bits.nal(0x67);
}

function pictureParameters(): Buffer {
  const bits = new BitWriter();
  bits.ue(0);
  bits.ue(0);
  bits.u(2, 0); // CAVLC, no field order
  bits.ue(0);
  bits.ue(0);
  bits.ue(0);
  bits.u(3, 0); // no weighted prediction
  for (let count = 0; count < 3; count += 1) bits.se0();
  bits.u(3, 0b100); // deblocking_filter_control_present
  return bits.nal(0x68);
}

const sameRow = (a: Canvas, b: Canvas, row: number): boolean => {
  const luma = row * 16 * a.width;
  const chroma = luma / 4;
  return (
    same(a.y, b.y, luma, 16 * a.width) && same(a.cb, b.cb, chroma, 4 * a.width) && same(a.cr, b.cr, chroma, 4 * a.width)
  );
};

const same = (a: Buffer, b: Buffer, from: number, length: number): boolean =>
  a.compare(b, from, from + length, from, from + length) === 0;

/** Whether a test holds for the block's part of each plane. */
const inAllPlanes = (
  canvas: Canvas,
  column: number,
  row: number,
  test: (plane: 'y' | 'cb' | 'cr', start: number, side: number, stride: number) => boolean,
): boolean => {
  const half = canvas.width / 2;
  return (
    test('y', row * 16 * canvas.width + column * 16, 16, canvas.width) &&
    test('cb', row * 8 * half + column * 8, 8, half) &&
    test('cr', row * 8 * half + column * 8, 8, half)
  );
};

const sameBlock = (a: Canvas, b: Canvas, column: number, row: number): boolean =>
  inAllPlanes(a, column, row, (plane, start, side, stride) => {
    for (let line = 0; line < side; line += 1) if (!same(a[plane], b[plane], start + line * stride, side)) return false;
    return true;
  });

/** Each line is as the last line of the block above. */
const goesOnFromAbove = (canvas: Canvas, column: number, row: number): boolean =>
  inAllPlanes(canvas, column, row, (plane, start, side, stride) => {
    const bytes = canvas[plane];
    const above = start - stride;
    for (let line = 0; line < side; line += 1) {
      const at = start + line * stride;
      if (bytes.compare(bytes, above, above + side, at, at + side) !== 0) return false;
    }
    return true;
  });

/** Each line is filled with the pixel to its left. */
const goesOnFromLeft = (canvas: Canvas, column: number, row: number): boolean =>
  inAllPlanes(canvas, column, row, (plane, start, side, stride) => {
    const bytes = canvas[plane];
    for (let line = 0; line < side; line += 1) {
      const at = start + line * stride;
      const wanted = bytes[at - 1];
      for (let pixel = 0; pixel < side; pixel += 1) if (bytes[at + pixel] !== wanted) return false;
    }
    return true;
  });

function samples(canvas: Canvas, column: number, row: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  inAllPlanes(canvas, column, row, (plane, start, side, stride) => {
    for (let line = 0; line < side; line += 1) {
      const at = start + line * stride;
      parts.push(canvas[plane].subarray(at, at + side));
    }
    return true;
  });
  return parts;
}
