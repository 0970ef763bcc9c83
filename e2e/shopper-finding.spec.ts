// Finding a store and its goods, before anybody goes there or signs in.
import { expect, test } from '@playwright/test';
import { type DemoGuide, openStore, readGuide, url } from './support/demo.ts';

test.use({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true });

let demo: DemoGuide;
test.beforeAll(async () => {
  demo = await readGuide();
});

test('[ORG-12, ORG-15] the map and the list show the same stores, found by name, and lead to the door', async ({
  page,
}) => {
  const store = await openStore(demo);
  await page.goto(url('/pages/nearby/index'));
  await expect(page.locator('.lk-pin').first()).toBeVisible();
  await page.locator('#store-search').fill(store.name);
  const rows = page.locator('.lk-card--flush .lk-listrow');
  await expect(rows).toHaveCount(1);
  await expect(page.locator('.lk-pin')).toHaveCount(1);
  // A tap on the list brings the store to the middle of the map, with what can be done about it.
  await rows.click();
  await expect(page.locator('.lk-pin--on')).toHaveAttribute('style', /left: 50(\.00)?%/);
  await expect(page.locator('#chosen-store')).toContainText(store.name);
  await page.locator('#chosen-store #store-map').click();
  await expect(page.locator('#map-app-amap')).toBeVisible();
  await page.locator('#map-apps-shut').click();
  await page.locator('#choose-store').click();
  await expect(page.locator('#door').getByText(store.name)).toBeVisible();
});

test('[CAT-8, CAT-12] goods are found by first letters and narrowed by price', async ({ page }) => {
  const store = demo.stores.find(({ barcodes }) => barcodes.some(({ name }) => name === '经典可乐'));
  if (!store) throw new Error('No store of the demonstration sells 经典可乐');
  await page.goto(url(`/pages/store/index?id=${store.id}`));
  const goods = page.locator('[id^=goods-].lk-listrow');
  await expect(goods.nth(5)).toBeVisible();
  await page.locator('#goods-search').fill('jdkl');
  await expect(goods.first()).toContainText('经典可乐');
  await page.locator('#goods-search').fill('');
  await page.locator('#goods-filter').click();
  await page.locator('#price-0-5').click();
  await page.locator('#filter-show').click();
  await expect(goods.first()).toContainText(/¥\s*[0-4]\./);
  const prices = await goods.locator('.lk-storeend').allInnerTexts();
  for (const text of prices) expect(text).toMatch(/^¥\s*[0-4]\s*\./);
});
