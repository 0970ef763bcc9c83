// What a store manager and the platform do together: a price that waits, and a list that becomes a file.
import { expect, type Page, test } from '@playwright/test';
import { readGuide, url } from './support/demo.ts';
import { signInStaff } from './support/staff.ts';

test.use({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });

/** The price field of the first listing that the platform always reviews; answers the listing's address. */
async function askForPrice(page: Page, price: string): Promise<void> {
  await page.goto(url('/console/listings'));
  for (let row = 0; row < 20; row++) {
    await page.locator('tbody .lk-row-button').nth(row).click();
    await expect(page.locator('form#listing')).toBeVisible();
    if (await page.getByText('改价需平台审核').isVisible()) break;
    await page.locator('.ant-drawer-close').click();
  }
  await page.locator('#listing_storePrice').fill(price);
  await page.locator('#listing_priceNote').fill('周末客流多');
  await page.locator('form#listing button[type=submit]').click();
  await expect(page.getByText('有一个价格在等平台审核')).toBeVisible();
}

test('[CAT-4] a manager’s price waits, the platform rejects it with a reason, and the manager reads why', async ({
  browser,
}) => {
  const demo = await readGuide();
  const manager = await (await browser.newContext()).newPage();
  await signInStaff(manager, demo, 'console', 'store_manager');
  await askForPrice(manager, '66.60');
  const platform = await (await browser.newContext()).newPage();
  await signInStaff(platform, demo, 'console', 'platform_administrator');
  await platform.goto(url('/console/price-reviews?state=pending'));
  await platform.locator('tbody .lk-row-button').first().click();
  await expect(platform.getByText('周末客流多')).toBeVisible();
  await platform.getByRole('button', { name: '不通过' }).click();
  await platform.locator('.ant-modal textarea').fill('高于商圈均价');
  await platform.locator('.ant-modal').getByRole('button', { name: '不通过' }).click();
  await expect(platform.getByText('已告诉申请人')).toBeVisible();
  await manager.goto(url('/console/price-reviews'));
  await manager.locator('tbody .lk-row-button').first().click();
  await expect(manager.getByText('高于商圈均价')).toBeVisible();
});

test('[UX-3, IDN-8] what is filtered becomes a file in the background, and waits on the page of exports', async ({
  page,
}) => {
  await signInStaff(page, await readGuide(), 'console', 'platform_administrator');
  await page.goto(url('/console/orders?state=completed'));
  await expect(page.locator('tbody .lk-row-button').first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出' }).click();
  await page.getByRole('menuitem', { name: 'Excel' }).click();
  expect((await download).suggestedFilename()).toMatch(/^orders-.*\.xlsx$/);
  await page.goto(url('/console/exports'));
  await expect(page.locator('tbody').getByText('可下载').first()).toBeVisible();
});

test('[ORG-6] the door codes of chosen stores print on one sheet, and nothing else does', async ({ page }) => {
  await signInStaff(page, await readGuide(), 'console', 'platform_administrator');
  await page.goto(url('/console/door-codes'));
  await expect(page.locator('.door-sheet-cell').nth(2)).toBeVisible();
  const all = await page.locator('.door-sheet-cell').count();
  await page.locator('.door-sheet-choice .ant-checkbox-group input').first().click();
  await expect(page.locator('.door-sheet-cell')).toHaveCount(all - 1);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.door-sheet-cell').first()).toBeVisible();
  await expect(page.locator('.door-sheet-choice')).toBeHidden();
  await expect(page.locator('nav').first()).toBeHidden();
});
