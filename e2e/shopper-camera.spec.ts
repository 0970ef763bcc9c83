// Scanning in the web app, from pixels before the camera to the cart and to the door.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { barcodePrint, ean13, qrPrint } from '../apps/shopper/test/symbols.ts';
import { beforeCamera } from './support/camera.ts';
import { type DemoStore, freshPhone, onlyByHand, openStore, readGuide, url, walk } from './support/demo.ts';
import { askDoor, signIn } from './support/shopper.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true };

let store: DemoStore;
test.beforeAll(async () => {
  store = await openStore(await readGuide());
  await onlyByHand(store.id);
});

const newPage = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ ...PHONE, permissions: ['camera'] })).newPage();

for (const degrees of [3, 84]) {
  test(`[ORD-1] a barcode held at ${degrees}° before the camera drops into the cart, once`, async () => {
    const goods = store.barcodes.find(({ barcode }) => /^\d{13}$/.test(barcode));
    if (!goods) throw new Error('The store sells nothing with an EAN-13');
    await beforeCamera(barcodePrint(ean13(goods.barcode)), { unit: 3.4, degrees }, async (browser) => {
      const page = await newPage(browser);
      await signIn(page, freshPhone());
      await page.locator('#welcome-go').click();
      await askDoor(page, store);
      await walk(store.id, 'in');
      await page.locator('#guide-close').click();
      await page.locator('#camera-goods').click();
      await expect(page.getByText(goods.name).first()).toBeVisible();
      // Held there on: it stays one piece. The typed one is the second, and proves that nothing waits behind the first.
      await page.locator('#barcode').fill(goods.barcode);
      await page.locator('#barcode-add').click();
      await expect(page.locator('#checkout')).toContainText('2');
      await page.locator('#emergency').click();
      await page.locator('#emergency-confirm').click();
      await expect(page.locator('#emergency-sheet')).toHaveCount(0);
      await walk(store.id, 'out');
    });
  });
}

test('[VIS-1] the code on the door, held before the camera, leads to that door', async () => {
  await beforeCamera(qrPrint(store.doorUrl), { unit: 8, degrees: 12 }, async (browser) => {
    const page = await newPage(browser);
    await page.goto(url('/'));
    await page.locator('#open-door').click();
    await page.locator('#camera-door').click();
    await expect(page.locator('#door').getByText(store.name)).toBeVisible();
    await expect(page.locator('#door-scan')).toHaveCount(0);
  });
});

test('[ORD-1] what is no code of ours is said to be none, and typing stays possible', async () => {
  await beforeCamera(qrPrint('https://example.com/menu'), { unit: 9, degrees: 0 }, async (browser) => {
    const page = await newPage(browser);
    await page.goto(url('/'));
    await page.locator('#open-door').click();
    await page.locator('#camera-door').click();
    await expect(page.getByText('这不是门码').first()).toBeVisible();
    await page.locator('#door-code').fill(store.doorUrl);
    await page.locator('#door-code-go').click();
    await expect(page.locator('#door').getByText(store.name)).toBeVisible();
  });
});
