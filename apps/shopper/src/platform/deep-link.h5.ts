import { doorTokenOf, roomOfCode } from './door-link';

const PAGES = /^\/(pages\/[a-z-]+\/index\/?)?$/;
const SHARE = /^\/b\/([A-Za-z0-9_-]{16,64})\/?$/;

/**
 * `/d/TOKEN` from the QR on a door becomes the home page with the token, `/b/TOKEN` from a friend the invitation to a
 * booking, `/r/ROOM` from the code on a table its page, before the router reads the address; what nobody knows becomes the home page.
 */
export function rewriteDeepLink(): void {
  const address = addressOf(window.location.pathname);
  if (address !== null) window.history.replaceState(null, '', address);
}

function addressOf(pathname: string): string | null {
  const share = SHARE.exec(pathname)?.[1];
  if (share) return `/pages/booking/index?share=${share}`;
  const room = roomOfCode(pathname);
  if (room) return `/pages/room/index?id=${room}`;
  if (!pathname.startsWith('/d/')) return PAGES.test(pathname) ? null : '/';
  const token = doorTokenOf(pathname);
  return token ? `/?door=${encodeURIComponent(token)}` : '/';
}
