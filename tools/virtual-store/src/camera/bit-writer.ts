/** Bits of an H.264 NAL unit, most significant first, with Exp-Golomb codes (ITU-T H.264, 9.1). */
export class BitWriter {
  #bytes = Buffer.allocUnsafe(65_536);
  #length = 0;
  #bits = 0;
  #held = 0;

  /** The lowest `count` bits of a value, at most 24. */
  u(count: number, value: number): void {
    this.#held = (this.#held << count) | value;
    this.#bits += count;
    while (this.#bits >= 8) {
      this.#bits -= 8;
      this.#byte((this.#held >>> this.#bits) & 0xff);
    }
    this.#held &= (1 << this.#bits) - 1;
  }

  ue(value: number): void {
    const code = value + 1;
    const length = 32 - Math.clz32(code);
    if (length > 1) this.u(length - 1, 0);
    this.u(length, code);
  }

  /** A signed code; only zero is needed, and it is the same as `ue(0)`. */
  se0(): void {
    this.u(1, 1);
  }

  /** Zero bits up to a whole byte, then bytes as they are. */
  aligned(parts: readonly Uint8Array[]): void {
    if (this.#bits > 0) this.u(8 - this.#bits, 0);
    for (const part of parts) {
      this.#room(part.length);
      this.#bytes.set(part, this.#length);
      this.#length += part.length;
    }
  }

  /** The NAL unit: stop bit, header, and the bytes that keep start codes out (7.4.1). */
  nal(header: number): Buffer {
    this.u(1, 1);
    if (this.#bits > 0) this.u(8 - this.#bits, 0);
    const payload = this.#bytes.subarray(0, this.#length);
    const out: Uint8Array[] = [Uint8Array.of(header)];
    let from = 0;
    let zeros = 0;
    for (let at = 0; at < payload.length; at += 1) {
      const byte = payload[at] ?? 0;
      if (zeros >= 2 && byte <= 3) {
        out.push(payload.subarray(from, at), Uint8Array.of(3));
        from = at;
        zeros = 0;
      }
      zeros = byte === 0 ? zeros + 1 : 0;
    }
    out.push(payload.subarray(from));
    return Buffer.concat(out);
  }

  #byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
