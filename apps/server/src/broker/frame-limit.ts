/**
 * Watches the length fields of an MQTT byte stream. The packet parser would buffer up to 256 MB before anybody may
 * refuse; this sees a too long packet in its first bytes.
 */
export function createFrameLimit(maxBytes: () => number): (chunk: Uint8Array) => boolean {
  let skip = 0;
  let inLength = false;
  let length = 0;
  let shift = 0;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (skip > 0) {
        const step = Math.min(skip, chunk.length - at);
        skip -= step;
        at += step;
        continue;
      }
      const byte = chunk[at] ?? 0;
      at += 1;
      if (!inLength) {
        inLength = true;
        length = 0;
        shift = 0;
        continue;
      }
      length += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      if (length > maxBytes() || shift > 28) return false;
      if ((byte & 0x80) === 0) {
        inLength = false;
        skip = length;
      }
    }
    return true;
  };
}
