/** The lab's business clock: the machine's, shifted by request. Signatures always use the machine's own time. */
export interface LabClock {
  /** Milliseconds. */
  now(): number;
  readonly shiftMs: number;
  shiftTo(shiftMs: number): void;
}

export function createClock(): LabClock {
  let shiftMs = 0;
  return {
    now: () => Date.now() + shiftMs,
    get shiftMs() {
      return shiftMs;
    },
    shiftTo(next) {
      shiftMs = next;
    },
  };
}

/** RFC 3339 in China's offset, whole seconds, as the channel writes times. */
export function formatChinaTime(ms: number): string {
  return `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

/** `yyyyMMddHHmmss` in China's offset. */
export function compactChinaTime(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '');
}
