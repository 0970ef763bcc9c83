import { doorTokenOf } from './door-link';

/** `/d/TOKEN` from the QR on a door becomes the home page with the token, before the router reads the address. */
export function rewriteDeepLink(): void {
  const { pathname } = window.location;
  if (!pathname.startsWith('/d/')) return;
  const token = doorTokenOf(pathname);
  window.history.replaceState(null, '', token ? `/?door=${encodeURIComponent(token)}` : '/');
}
