// What goes wrong in a shop, as the customer's screen tells it: the cashier, the network, the lock.
import { expect, type Page, test } from '@playwright/test';
import {
  type DemoStore,
  freshPhone,
  onlyByHand,
  openStore,
  readGuide,
  stickLock,
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

async function register(page: Page): Promise<void> {
  await signIn(page, freshPhone());
  await page.locator('#welcome-go').click();
}

async function enter(page: Page): Promise<void> {
  await register(page);
  await askDoor(page, store);
  await walk(store.id, 'in');
  await page.locator('#guide-close').click();
}

const atCashier = (page: Page, act: 'pay' | 'cancel' | 'fail') =>
  page.locator(`button[name=act][value=${act}]`).click();

/** Out by the emergency exit, for a journey that was about something else. */
async function leave(page: Page): Promise<void> {
  await page.locator('#emergency').click();
  await page.locator('#emergency-confirm').click();
  await expect(page.locator('#emergency-sheet')).toHaveCount(0);
  await walk(store.id, 'out');
}

test('[ORD-7] who gives up at the cashier is told that nothing was paid, a refusal is told as one, and another try pays', async ({
  page,
}) => {
  await enter(page);
  // More than the newcomer's red packet, or there is nothing to pay.
  for (const goods of store.barcodes.slice(0, 3)) await scan(page, goods);
  await page.locator('#checkout').click();
  await page.locator('#pay-now').click();
  await atCashier(page, 'cancel');
  await expect(page.locator('#confirming')).toBeVisible();
  await expect(page.locator('#pay-not_paid')).toBeVisible();
  await expect(page.locator('#confirming')).toHaveCount(0);

  await page.locator('#pay-now').click();
  await atCashier(page, 'fail');
  await page
    .getByRole('link', { name: '返回商家' })
    .or(page.getByRole('button', { name: '返回商家' }))
    .click();
  await expect(page.locator('#pay-failed')).toBeVisible();

  await page.locator('#method-native').click();
  await page.locator('#pay-now').click();
  await expect(page.locator('.lk-qr')).toBeVisible();
  await page.locator('#method-h5').click();
  await page.locator('#pay-now').click();
  await atCashier(page, 'pay');
  await expect(page.getByText(/门已开锁，请推门|门已开/).first()).toBeVisible();
  await walk(store.id, 'out');
  await expect(page.getByText('购物完成')).toBeVisible();
});

test('[ORD-2] scans without a network wait through a reload and are counted once each', async ({ page, context }) => {
  await enter(page);
  const [first, second] = store.barcodes as [DemoStore['barcodes'][number], DemoStore['barcodes'][number]];
  await scan(page, first);
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await page.reload();
  await expect(page.getByText(first.name).first()).toBeVisible();

  await context.setOffline(true);
  await page.locator('#barcode').fill(second.barcode);
  await page.locator('#barcode-add').click();
  await expect(page.locator('#scans-waiting')).toBeVisible();
  await page.reload();
  await expect(page.getByText(first.name).first()).toBeVisible();
  await expect(page.locator('#scans-waiting')).toContainText(second.barcode);

  await context.setOffline(false);
  await expect(page.getByText(second.name).first()).toBeVisible();
  await expect(page.locator('#scans-waiting')).toHaveCount(0);
  await expect(page.locator('#checkout')).toHaveText('支付 2 件');
  await leave(page);
});

test('[VIS-1, VIS-8] a stuck lock is told as such outside and inside, with what to do, and the way on works', async ({
  page,
}) => {
  await register(page);
  await untilBolted(store.id);
  await stickLock(store.id, true);
  await askDoor(page, store);
  await expect(page.getByText('门锁卡住了，店员已收到通知').first()).toBeVisible();
  await stickLock(store.id, false);
  await page.locator('#open-door').click();
  await walk(store.id, 'in');
  await page.locator('#guide-close').click();

  for (const goods of store.barcodes.slice(0, 3)) await scan(page, goods);
  await untilBolted(store.id);
  await stickLock(store.id, true);
  await page.locator('#checkout').click();
  await page.locator('#pay-now').click();
  await atCashier(page, 'pay');
  await expect(page.getByText('支付成功，门锁卡住了')).toBeVisible();
  await expect(page.locator('#emergency')).toBeVisible();
  await stickLock(store.id, false);
  await page.locator('#open-again').click();
  await walk(store.id, 'out');
  await expect(page.getByText('购物完成')).toBeVisible();
});

test('[VIS-1, IDN-14] a stranger’s first page opens no door: it scans until a store is scanned or picked', async ({
  page,
}) => {
  await page.goto(url('/'));
  await expect(page.locator('#open-door')).toContainText('扫码开门');
  await page.locator('#nearby button[id^=store-]').first().click();
  await expect(page.getByText('您选的门店')).toBeVisible();
  await page.locator('#other-door').click();
  await expect(page.locator('#open-door')).toContainText('扫码开门');
});
