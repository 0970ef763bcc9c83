import type { CameraState } from '@latchkey/contract';

/** Milliseconds before a camera is tried again: at once after a stream that ran, then longer, half a minute at most. */
export const retryDelay = (failures: number): number => Math.min(500 * 2 ** failures, 30_000);

/** What a stream's problem is called to people. */
export const stateOfProblem = (problem: string): CameraState =>
  problem === 'wrong_password'
    ? 'wrong_password'
    : problem === 'stalled' || problem === 'no_media'
      ? 'no_picture'
      : 'unreachable';

/** VID-6: what is laid over a picture, so that a photograph of the screen tells who took it. */
export const watermark = (name: string, now: Date, viewId: string): string =>
  `${name} · ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC · ${viewId.slice(-6)}`;

/** The part of a WebRTC offer that we need: without candidates, whose addresses a browser hides anyway. */
export const withoutCandidates = (offer: string): string =>
  offer
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('a=candidate:') && line !== 'a=end-of-candidates')
    .join('\r\n');

/** Whether an offer asks for moving pictures, and sound perhaps, only to receive them: each medium costs a socket. */
export const receivesOnly = (offer: string): boolean =>
  offer.startsWith('v=0') &&
  /^m=video /m.test(offer) &&
  (offer.match(/^m=/gm) ?? []).length <= 2 &&
  !/^m=application/m.test(offer) &&
  !/^a=(sendrecv|sendonly)\r?$/m.test(offer);

/** Views that one person may have open at once, and all together on one server. */
const MOST_VIEWS = { person: 6, server: 40 };

/** Why one more view is not opened beside those that are, named by who watches; null when it may be. */
export function viewRefusal(open: Iterable<string>, staffId: string): 'rate_limited' | 'unavailable' | null {
  const watchers = [...open];
  if (watchers.filter((id) => id === staffId).length >= MOST_VIEWS.person) return 'rate_limited';
  return watchers.length >= MOST_VIEWS.server ? 'unavailable' : null;
}

/** A server says this often, in milliseconds, that a view goes on; one that was silent for three of these is over. */
export const VIEW_PULSE_MS = 20_000;
