// Every screen of the console is readable by everyone, on desks (with the first record that it lists) and on phones.
import { expect, type Page, test } from '@playwright/test';
import { violationsOn } from './support/axe.ts';
import { readGuide, url } from './support/demo.ts';
import { signInStaff } from './support/staff.ts';

const SCREENS = [
  ...['overview', 'visits', 'orders', 'payments', 'refunds', 'members', 'coupons', 'stores', 'door-codes', 'rooms'],
  ...['tariffs', 'menus', 'devices', 'entities', 'regions', 'products', 'listings', 'price-reviews', 'stock', 'funds'],
  ...['statements', 'balances', 'ledger', 'accounts', 'staff', 'roles', 'subscriptions', 'audit', 'exports'],
];
const FACES = [
  { name: 'a desk in the light theme', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'a phone in the dark theme', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

/** To another screen as a press in the menu goes: without loading the app again. */
async function go(page: Page, screen: string): Promise<void> {
  await page.evaluate(`history.pushState({}, '', '/console/${screen}')`);
  await expect(page).toHaveURL(url(`/console/${screen}`));
  await expect(page.locator('.ant-drawer-body:visible')).toHaveCount(0);
  await expect(page.locator('main h1')).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(page.locator('main .lk-skeleton')).toHaveCount(0);
}

async function found(page: Page, where: string): Promise<string[]> {
  // What follows the pointer is not part of the page.
  await page.mouse.move(0, 0);
  await expect(page.locator('.ant-tooltip:visible')).toHaveCount(0);
  return violationsOn(page, where);
}

// A trace of some thirty screens would cost more time than all of them.
test.use({ trace: 'off' });
test.setTimeout(300_000);

for (const { name, ...face } of FACES) {
  test(`[UX-1, UX-5] no screen of the console has an accessibility violation on ${name}`, async ({ browser }) => {
    const context = await browser.newContext({ ...face, locale: 'zh-CN', reducedMotion: 'reduce' });
    const page = await context.newPage();
    await signInStaff(page, await readGuide(), 'console', 'platform_administrator');
    const all: string[] = [];
    for (const screen of SCREENS) {
      await go(page, screen);
      all.push(...(await found(page, screen)));
      if (face.viewport.width < 768) continue;
      const first = page.locator('tbody .lk-row-button, .lk-row-card-title.lk-row-button').first();
      if ((await first.count()) === 0) continue;
      await first.click();
      await expect(page.locator('.ant-drawer-body').last()).toBeVisible();
      await expect(page.locator('.ant-drawer-body .lk-skeleton')).toHaveCount(0);
      all.push(...(await found(page, `${screen}, first record`)));
    }
    expect(all).toEqual([]);
    await context.close();
  });
}
