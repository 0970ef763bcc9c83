// Part of the service worker: a touch on a notification brings the desk to the front, at what it is about.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const to = new URL(event.notification.data?.to ?? '/agent/', self.location.origin).href;
  const show = async () => {
    const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const page = pages.find((each) => new URL(each.url).pathname.startsWith('/agent/'));
    if (!page) return self.clients.openWindow(to);
    await page.focus();
    return page.navigate(to);
  };
  event.waitUntil(show());
});
