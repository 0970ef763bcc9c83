// Keeps the app's shell for times without a network. What the server answers about doors, carts and money is never kept:
// a stale "open" would be a lie.
const CACHE = '__CACHE__';
const SHELL = __SHELL__;
/** Before the shell of before is shown instead of waiting for a slow line. */
const PATIENCE_MS = 3000;
/** Paths that belong to the server or to other front ends. */
const FOREIGN = /^\/(api|ws|media|agent|console|kiosk)(\/|$)/;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(SHELL))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

/** The shell of before stays: a page that is still open loads its parts from it. */
async function dropOld() {
  const old = (await caches.keys()).filter((name) => name.startsWith('lk-') && name !== CACHE);
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || FOREIGN.test(url.pathname)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (/^\/(js|css)\//.test(url.pathname)) event.respondWith(part(request));
});

/** The newest page when the line is good; the kept one when it is slow or gone. Every address is the same page. */
async function page(request) {
  const kept = await caches.match('/', { cacheName: CACHE });
  const fresh = fetch(request);
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  return Promise.race([fresh.catch(() => kept), late]);
}

/** Scripts and styles have their content in their names: what is kept is never stale. */
async function part(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) (await caches.open(CACHE)).put(request, fresh.clone());
  return fresh;
}
