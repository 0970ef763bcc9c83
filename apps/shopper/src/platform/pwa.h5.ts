interface InstallEvent extends Event {
  prompt(): Promise<void>;
}

let waiting: InstallEvent | null = null;
const listeners = new Set<() => void>();

function tell(event: InstallEvent | null): void {
  waiting = event;
  for (const listener of [...listeners]) listener();
}

/** Keeps the shell for times without a network, and remembers the browser's offer to install. */
export function startPwa(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    tell(event as InstallEvent);
  });
  window.addEventListener('appinstalled', () => tell(null));
  // A part of a version that is gone from the server: the page of now knows the parts of now. Once, never in a circle.
  window.addEventListener('vite:preloadError', () => {
    if (sessionStorage.getItem('lk:reloaded')) return;
    sessionStorage.setItem('lk:reloaded', '1');
    window.location.reload();
  });
  if (!navigator.serviceWorker || process.env.NODE_ENV !== 'production') return;
  const register = () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}

/** Asks to put the app on the home screen; null where there is nothing to ask. Answers how to stop listening. */
export function watchInstall(onChange: (ask: (() => Promise<void>) | null) => void): () => void {
  const listener = () => {
    const event = waiting;
    onChange(
      event &&
        (async () => {
          await event.prompt();
          tell(null);
        }),
    );
  };
  listeners.add(listener);
  listener();
  return () => listeners.delete(listener);
}
