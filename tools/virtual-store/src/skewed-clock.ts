import { type DeviceClock, systemClock } from '@latchkey/device-kit';

export interface SkewedClock extends DeviceClock {
  /** Milliseconds this device's wall clock is ahead of the truth; negative when it is behind. */
  skewMs: number;
}

export function createSkewedClock(): SkewedClock {
  return {
    skewMs: 0,
    now() {
      return systemClock.now() + this.skewMs;
    },
    monotonic: () => systemClock.monotonic(),
  };
}
