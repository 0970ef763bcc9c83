export interface TokenBucket {
  take(nowMs: number): boolean;
}

/** Allows `burst` at once and `perSecond` in the long run. */
export function createTokenBucket(perSecond: number, burst: number, nowMs: number): TokenBucket {
  let tokens = burst;
  let last = nowMs;
  return {
    take(now) {
      tokens = Math.min(burst, tokens + ((now - last) / 1_000) * perSecond);
      last = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
