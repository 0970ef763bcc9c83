// The first path through the whole product, kept green for ever.
import { type BrowserContext, expect, test } from '@playwright/test';
import {
  type DemoGuide,
  type DemoStore,
  freshPhone,
  isBolted,
  onlineStore,
  onlyByHand,
  readGuide,
  virtualStore,
  walk,
} from './support/demo.ts';
import { picture } from './support/pictures.ts';
import { askDoor, pay, scan, signIn } from './support/shopper.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true };

let demo: DemoGuide;
let store: DemoStore;
let customer: BrowserContext;

test.beforeAll(async () => {
  demo = await readGuide();
  store = await onlineStore(demo);
  await onlyByHand(store.id);
});
test.beforeEach(async ({ browser }) => {
  customer = await browser.newContext(PHONE);
});
test.afterEach(() => customer.close());

test('[VIS-1, VIS-2, VIS-5, ORD-1, ORD-4, PAY-1] a customer walks in, pays, is let out by the payment, and leaves', async () => {
  const page = await customer.newPage();
  await signIn(page, freshPhone());
  await expect(page.locator('#red-packet')).toBeVisible();
  await page.locator('#welcome-go').click();

  const before = (await virtualStore(store.id)).inside;
  await askDoor(page, store);
  await picture(page, 'shopper-door');
  await walk(store.id, 'in');
  await expect.poll(async () => (await virtualStore(store.id)).inside).toBe(before + 1);
  await page.locator('#guide-close').click();

  for (const goods of store.barcodes.slice(0, 3)) await scan(page, goods);
  await picture(page, 'shopper-cart');
  expect(await isBolted(store.id)).toBe(true);

  await pay(page);
  await expect(page.getByText('门已开').first()).toBeVisible();
  await picture(page, 'shopper-paid');
  await walk(store.id, 'out');
  await expect(page.getByText('本次到店已结束，订单已完成。')).toBeVisible();
});
