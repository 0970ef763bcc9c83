// What is sold with a room: a menu written at the back office, tea and a coupon in one payment, and orders during use.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { type DemoGuide, freshPhone, readGuide, url } from './support/demo.ts';
import { signIn } from './support/shopper.ts';
import { signInStaff } from './support/staff.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN' };

let demo: DemoGuide;
test.beforeAll(async () => {
  demo = await readGuide();
});

const found = z.object({ items: z.array(z.object({ id: z.string(), storeId: z.string(), name: z.string() })) });
const menu = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });

async function teaRoom(): Promise<z.infer<typeof found>['items'][number]> {
  const answer = await fetch(url('/api/v1/rooms?kind=tea&limit=20'));
  const room = found.parse(await answer.json()).items.at(1);
  if (!room) throw new Error('The demonstration has no second tea room');
  return room;
}

async function itemId(storeId: string, name: string): Promise<string> {
  const answer = await fetch(url(`/api/v1/stores/${storeId}/menu`));
  const item = menu.parse(await answer.json()).items.find((one) => one.name === name);
  if (!item) throw new Error(`${name} is not on the menu`);
  return item.id;
}

/** A new tea with a choice of one, written into the form as a manager does. */
async function writeTea(page: Page, storeId: string, name: string): Promise<void> {
  await page.goto(url(`/console/menus?storeId=${storeId}`));
  await page.getByRole('button', { name: /新增/ }).click();
  const form = page.getByRole('dialog').last();
  await form.getByLabel('名称', { exact: true }).fill(name);
  await form.getByRole('combobox', { name: '分类' }).fill('茶饮');
  await form.getByLabel('单价').fill('38');
  await form.getByRole('button', { name: '增加一组选项' }).click();
  await form.getByLabel('选项名').fill('冷热');
  await form.getByPlaceholder('名称').first().fill('热');
  await form.getByRole('button', { name: '增加一项' }).click();
  await form.getByPlaceholder('名称').last().fill('冰');
  await form.getByPlaceholder('加价').last().fill('2');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
}

async function asAdministrator(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext(DESK)).newPage();
  await signInStaff(page, demo, 'console', 'platform_administrator');
  return page;
}

async function chooseTea(page: Page, id: string): Promise<void> {
  await page.locator(`#menu-item-${id}`).getByRole('radio', { name: /冰/ }).click();
  await page.locator(`#menu-${id}-more`).click();
}

async function payNow(page: Page): Promise<void> {
  await page.locator('#pay-now').click();
  await page.locator('button[name=act][value=pay]').click();
}

test('[CAT-7, BKG-2, BKG-18, BIL-3] a manager writes a tea, a customer books with it and a coupon in one payment, and orders another in the room, which is served', async ({
  browser,
}) => {
  const room = await teaRoom();
  const name = `桂花乌龙 ${freshPhone().slice(-5)}`;
  const manager = await asAdministrator(browser);
  await writeTea(manager, room.storeId, name);
  const tea = await itemId(room.storeId, name);

  const page = await (await browser.newContext(PHONE)).newPage();
  await signIn(page, freshPhone());
  await page.locator('#welcome-go').click();
  await page.goto(url(`/pages/room/index?id=${room.id}`));
  await page.locator('[id^="day-"]').nth(8).click();
  const before = await page.locator('#book-room').textContent();
  await page.locator('#add-menu').click();
  await chooseTea(page, tea);
  await page.locator('#menu-done').click();
  await expect(page.locator('#book-room')).not.toHaveText(before ?? '');
  await expect(page.getByText(`${name} · 冰`)).toBeVisible();
  await expect(page.locator('#choose-coupon')).toBeVisible();
  const withCoupon = await page.locator('#book-room').textContent();
  await page.locator('#choose-coupon').click();
  await page.locator('#coupon-none').click();
  await expect(page.locator('#book-room')).not.toHaveText(withCoupon ?? '');
  await page.locator('#choose-coupon').click();
  await page.locator('#coupon-best').click();
  await expect(page.locator('#book-room')).toHaveText(withCoupon ?? '');
  await expect(page.locator('#book-room')).toBeEnabled();
  await page.locator('#book-room').click();
  await expect(page.locator('#pay-charge')).toBeVisible();
  await payNow(page);
  await expect(page.locator('#booking-code')).toHaveText(/^\d{8}$/);
  await expect(page.locator('#menu-orders')).toContainText('已下单');
  const id = new URL(page.url()).searchParams.get('id') ?? '';

  const started = await manager.request.post(url(`/api/v1/staff/bookings/${id}/start`), {
    data: { reason: '提前到店' },
    headers: { origin: url('/').slice(0, -1) },
  });
  expect(started.status()).toBe(200);
  await page.locator('#order-menu').click();
  await chooseTea(page, tea);
  await page.locator('#order-note').fill('少冰');
  await page.locator('#order-now').click();
  await payNow(page);
  await expect(page.locator('#menu-orders')).toContainText('少冰');

  await manager.goto(url(`/console/menus?storeId=${room.storeId}`));
  const waiting = manager.locator('.lk-serving-order').filter({ hasText: '少冰' });
  await expect(waiting).toContainText(`${name} · 冰`);
  await waiting.getByRole('button', { name: '已送达' }).click();
  await expect(waiting).toHaveCount(0);
  await expect(page.locator('#menu-orders')).toContainText('已送达');
});
