import type { Transport } from '@latchkey/client';

/** `own`: the person asked for it; `required`: an act was refused until the session has a second factor. */
export type TwoFactorReason = 'own' | 'required';

let reason: TwoFactorReason | null = null;
const watchers = new Set<() => void>();

function set(next: TwoFactorReason | null): void {
  reason = next;
  for (const watcher of watchers) watcher();
}

export const openTwoFactor = () => set('own');
export const closeTwoFactor = () => set(null);
export const currentTwoFactor = (): TwoFactorReason | null => reason;

export function watchTwoFactor(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Opens the set-up of two-step verification whenever any act is answered `second_factor_required`; changes no answer. */
export function guidedToTwoFactor(transport: Transport): Transport {
  return async (request) => {
    const answer = await transport(request);
    const body = answer.body as { error?: { code?: unknown } } | null;
    if (answer.status === 403 && body?.error?.code === 'second_factor_required') set('required');
    return answer;
  };
}

/** A secret in groups of four, so that it can be typed without losing the place. */
export function grouped(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
