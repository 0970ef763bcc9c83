// PAY-1: paying with another phone, by the code on the screen of the first.
import { expect, test } from '@playwright/test';
import { readDrawnCode } from '../apps/shopper/test/read-code.ts';
import { type DemoStore, freshPhone, onlyByHand, openStore, readGuide, walk } from './support/demo.ts';
import { askDoor, scan, signIn } from './support/shopper.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true };
let store: DemoStore;

test.beforeAll(async () => {
  store = await openStore(await readGuide());
  await onlyByHand(store.id);
});

test('[PAY-1, VIS-7] the code on the screen is paid with another phone, and the first one moves on to the open door by itself', async ({
  browser,
}) => {
  const page = await (await browser.newContext(PHONE)).newPage();
  await signIn(page, freshPhone());
  await page.locator('#welcome-go').click();
  await askDoor(page, store);
  await walk(store.id, 'in');
  await page.locator('#guide-close').click();
  // Dearer than the newcomer’s red packet: there is something left to pay.
  const [goods] = [...store.barcodes].sort((a, b) => b.price - a.price);
  if (!goods) throw new Error('The store sells nothing');
  await scan(page, goods);
  await page.locator('#checkout').click();
  await page.locator('#method-native').click();
  await page.locator('#pay-now').click();
  const drawn = await page.locator('.lk-qr path').last().getAttribute('d');
  const address = readDrawnCode(drawn ?? '');
  expect(address).toMatch(/^https?:/);

  const other = await (await browser.newContext(PHONE)).newPage();
  await other.goto(address ?? '');
  await other.locator('button[name=act][value=pay]').click();
  // The page of the visit lies beneath, unseen, and says the same.
  const told = page.getByText(/门已开锁，请推门|门已开/).filter({ visible: true });
  await expect(told.first()).toBeVisible({ timeout: 30_000 });
  await walk(store.id, 'out');
  await expect(page.getByText('订单已完成').filter({ visible: true }).first()).toBeVisible();
  for (const each of [page, other]) await each.context().close();
});
