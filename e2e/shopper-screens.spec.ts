// Every screen of the shopper, as a guest, a newcomer and somebody inside meet them.
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
import { look } from './support/look.ts';
import { askDoor, scan, signIn } from './support/shopper.ts';

const locale = process.env.E2E_LOCALE ?? 'zh-CN';
test.use({ viewport: { width: 390, height: 844 }, locale, hasTouch: true, isMobile: true });

// Each screen is looked at twice by axe: that takes its time on a small machine.
test.setTimeout(300_000);

let store: DemoStore;
test.beforeAll(async () => {
  store = await openStore(await readGuide());
  await onlyByHand(store.id);
});

const at = (page: Page, name: string, query = '') => page.goto(url(`/pages/${name}/index${query}`));
/** Settles when nothing is being loaded on the screen. */
const settled = (page: Page) => expect(page.locator('.lk-bone:visible')).toHaveCount(0);

test('[UX-5] a guest’s screens have no accessibility violation in either theme', async ({ page, context }) => {
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ longitude: 121.46, latitude: 31.23 });
  await page.goto(url('/'));
  await expect(page.locator('#nearby .lk-listrow').first()).toBeVisible();
  await look(page, 'home');
  await page.locator('#to-map').click();
  await expect(page.locator('.lk-pin').first()).toBeVisible();
  await page.locator('.lk-card--flush .lk-listrow:visible').first().click();
  await expect(page.locator('#chosen-store')).toBeVisible();
  await look(page, 'nearby');
  await page.locator('#chosen-store #store-map').click();
  await look(page, 'map-apps');
  await at(page, 'store', `?id=${store.id}`);
  await expect(page.locator('[id^=goods-]').nth(3)).toBeVisible();
  await look(page, 'store');
  await page.locator('#goods-filter').click();
  await look(page, 'goods-filter');
  await page.goto(url(`/d/${store.doorToken}`));
  await expect(page.locator('#door').getByText(store.name)).toBeVisible();
  await look(page, 'door');
  await page.locator('#open-door').click();
  await expect(page.locator('#phone')).toBeVisible();
  await look(page, 'sign-in');
  for (const name of [
    'notice',
    'coupons',
    'help',
    'orders',
    'visits',
    'me',
    'account',
    'wallet',
    'inbox',
    'visit',
    'pay',
  ]) {
    await at(page, name);
    await settled(page);
    await look(page, `guest-${name}`);
  }
});

test('[UX-5] a newcomer’s own screens have no accessibility violation', async ({ page }) => {
  await signIn(page, freshPhone());
  await expect(page.locator('#welcome-go')).toBeVisible();
  await look(page, 'welcome');
  await page.locator('#welcome-go').click();
  for (const name of ['me', 'account', 'wallet', 'coupons', 'inbox', 'orders', 'visits', 'visit', 'pay']) {
    await at(page, name);
    await settled(page);
    await look(page, `own-${name}`);
  }
  await at(page, 'me');
  await page.locator('#edit-name').click();
  await look(page, 'edit-name');
});

test('[UX-5] the screens from the door to the farewell have no accessibility violation', async ({ page }) => {
  await signIn(page, freshPhone());
  await page.locator('#welcome-go').click();
  await untilBolted(store.id);
  await askDoor(page, store);
  await expect(page.locator('.lk-track')).toBeVisible();
  await walk(store.id, 'in');
  await expect(page.locator('#guide-close')).toBeVisible();
  await look(page, 'guide');
  await page.locator('#guide-close').click();
  await look(page, 'inside-empty');
  await page.locator('#help').click();
  await look(page, 'help-sheet');
  await page.locator('#help-sheet-shut').click();
  for (const goods of store.barcodes.slice(0, 3)) await scan(page, goods);
  await look(page, 'cart');
  await page.locator('#choose-coupon').click();
  await look(page, 'coupon-sheet');
  await page.locator('#coupon-sheet-shut').click();
  await page.goto(url('/'));
  await expect(page.locator('#visit-next')).toBeVisible();
  await look(page, 'home-inside');
  await page.locator('#visit-next').click();
  await page.locator('#checkout').click();
  await expect(page.locator('#pay-now')).toBeVisible();
  await look(page, 'pay');
  await page.locator('#method-native').click();
  await page.locator('#pay-now').click();
  await expect(page.locator('.lk-qr')).toBeVisible();
  await look(page, 'pay-code');
  await page.locator('#method-h5').click();
  await page.locator('#pay-now').click();
  await page.locator('button[name=act][value=pay]').click();
  await expect(page.locator('.lk-moment')).toBeVisible();
  await expect(page.locator('#confirming')).toHaveCount(0);
  await look(page, 'paid');
  await walk(store.id, 'out');
  await at(page, 'orders');
  await page.locator('[id^=order-]').first().click();
  await expect(page.locator('.lk-timeline')).toBeVisible();
  await look(page, 'order');
  await at(page, 'visits');
  await page.locator('[id^=visit-]').first().click();
  await expect(page.locator('.lk-timeline')).toBeVisible();
  await look(page, 'visit-detail');
  await at(page, 'inbox');
  await settled(page);
  await look(page, 'inbox');
});
