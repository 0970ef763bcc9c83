// A line that drops in the middle of something, and a visit that goes on at another device.
import { expect, type Page, test } from '@playwright/test';
import {
  type DemoStore,
  freshPhone,
  onlyByHand,
  openStore,
  readGuide,
  untilBolted,
  url,
  walk,
} from './support/demo.ts';
import { askDoor, scan, signIn } from './support/shopper.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true };
test.use(PHONE);

let store: DemoStore;
test.beforeAll(async () => {
  store = await openStore(await readGuide());
  await onlyByHand(store.id);
});

/** On the page in front: pages beneath it say theirs unseen. */
const seen = (page: Page, text: RegExp) => page.getByText(text).filter({ visible: true }).first();
const nothingLost = (page: Page) => seen(page, /网络/);
const doorOpen = (page: Page) => seen(page, /门已开锁，请推门|门已开/);

test('[UX-3, UX-7, UX-10, ORD-2, VIS-1] the line drops at the door and at the checkout: each is told, nothing is done twice, and the visit is paid from another device', async ({
  page,
  context,
  browser,
}) => {
  await signIn(page, freshPhone());
  await page.locator('#welcome-go').click();
  await untilBolted(store.id);
  await page.goto(url(`/d/${store.doorToken}`));
  await expect(page.getByText(store.name).first()).toBeVisible();
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await context.setOffline(true);
  await page.locator('#open-door').click();
  await expect(nothingLost(page)).toBeVisible();
  await context.setOffline(false);
  await askDoor(page, store);
  await walk(store.id, 'in');
  await page.locator('#guide-close').click();

  for (const goods of store.barcodes.slice(0, 3)) await scan(page, goods);
  await context.setOffline(true);
  await page.locator('#checkout').click();
  await expect(nothingLost(page)).toBeVisible();
  await context.setOffline(false);
  await page.locator('#checkout').click();
  await expect(page.locator('#pay-now')).toBeVisible();

  // The same account elsewhere: what is known of the visit is the server's, not the phone's.
  const { cookies } = await context.storageState();
  const other = await (await browser.newContext({ ...PHONE, storageState: { cookies, origins: [] } })).newPage();
  await other.goto(url('/'));
  await other.locator('#visit-next').click();
  await expect(other.locator('#pay-now')).toBeVisible();
  const orders = await other.request.get(url('/api/v1/orders?limit=10'));
  expect(((await orders.json()) as { items: unknown[] }).items).toHaveLength(1);
  await other.locator('#pay-now').click();
  await other.locator('button[name=act][value=pay]').click();
  await expect(doorOpen(other)).toBeVisible();
  await expect(doorOpen(page)).toBeVisible();
  await walk(store.id, 'out');
  await other.context().close();
});
