export function watchNetwork(listener: (online: boolean) => void): void {
  window.addEventListener('online', () => listener(true));
  window.addEventListener('offline', () => listener(false));
  if (!navigator.onLine) listener(false);
}
