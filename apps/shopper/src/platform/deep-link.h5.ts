import { doorTokenOf } from './door-link';

const PAGES = /^\/(pages\/[a-z-]+\/index\/?)?$/;

/** `/d/TOKEN` from the QR on a door becomes the home page with the token, before the router reads the address; what nobody knows becomes the home page. */
export function rewriteDeepLink(): void {
  const { pathname } = window.location;
  if (!pathname.startsWith('/d/')) {
    if (!PAGES.test(pathname)) window.history.replaceState(null, '', '/');
    return;
  }
  const token = doorTokenOf(pathname);
  window.history.replaceState(null, '', token ? `/?door=${encodeURIComponent(token)}` : '/');
}
