/** Asks once, on a touch of the person; a refusal is respected. */
export async function askToNotify(): Promise<void> {
  if ('Notification' in window && Notification.permission === 'default') await Notification.requestPermission();
}

/** DSK-2: says it outside the page while the app is in the background. One notification for each alert. */
export function notify(call: { id: string; title: string; body: string; to: string }): void {
  if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
  void navigator.serviceWorker?.ready.then((worker) =>
    worker.showNotification(call.title, {
      body: call.body,
      tag: call.id,
      icon: '/agent/icon-192.png',
      badge: '/agent/icon-192.png',
      data: { to: `/agent/${call.to}` },
    }),
  );
}
