import { randomBytes, randomInt } from 'node:crypto';
import { failure } from './failure.ts';

const TOKEN_LIFE_SECONDS = 7200;
const MIN_FORCED_MS = 30_000;

/** Stable tokens: the same one until it is about to end; after a forced change the old one dies. */
export interface AccessTokens {
  issue(force: boolean, now: number): { access_token: string; expires_in: number };
  /** Null for the token of now; otherwise what WeChat says to another one. */
  refuse(value: string, now: number): { errcode: number; errmsg: string } | null;
  /** The token of now ends before its time. */
  expire(): void;
}

export function createTokens(): AccessTokens {
  let current: { value: string; endsAt: number } | null = null;
  const past = new Set<string>();
  let forcedAt = 0;
  const drop = () => {
    if (current) past.add(current.value);
    current = null;
  };
  return {
    issue(force, now) {
      const mayForce = force && now - forcedAt >= MIN_FORCED_MS;
      if (!current || current.endsAt - now < 5 * 60_000 || mayForce) {
        if (mayForce) forcedAt = now;
        drop();
        const value = `${randomInt(10, 99)}_${randomBytes(96).toString('base64url')}`;
        current = { value, endsAt: now + TOKEN_LIFE_SECONDS * 1000 };
      }
      return { access_token: current.value, expires_in: Math.floor((current.endsAt - now) / 1000) };
    },
    refuse(value, now) {
      if (current?.value === value && now < current.endsAt) return null;
      if (past.has(value) || current?.value === value) return failure(42001, 'access_token expired');
      return failure(40001, 'invalid credential, access_token is invalid or not latest');
    },
    expire: drop,
  };
}
