/** Samples of 16 bits as A-law (ITU-T G.711), as telephones and cameras send sound. */
export function encodeAlaw(samples: Int16Array): Buffer {
  const out = Buffer.allocUnsafe(samples.length);
  for (const [place, sample] of samples.entries()) out[place] = alaw(sample);
  return out;
}

function alaw(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  const size = Math.min(sample >= 0 ? sample : -sample - 1, 32_635);
  let segment = 0;
  for (let limit = size >> 8; limit > 0; limit >>= 1) segment += 1;
  const mantissa = (size >> (segment === 0 ? 4 : segment + 3)) & 0x0f;
  return (sign | (segment << 4) | mantissa) ^ 0x55;
}
