// Changes of a booking in time: another room while a session runs.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { type DemoGuide, freshPhone, readGuide, url } from './support/demo.ts';
import { signIn } from './support/shopper.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true };

let demo: DemoGuide;
test.beforeAll(async () => {
  demo = await readGuide();
});

async function member(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext(PHONE)).newPage();
  await signIn(page, freshPhone());
  await page.locator('#welcome-go').click();
  return page;
}

const found = z.object({ items: z.array(z.object({ id: z.string(), storeId: z.string(), name: z.string() })) });

async function roomOf(kind: string, nth: number): Promise<z.infer<typeof found>['items'][number]> {
  const answer = await fetch(url(`/api/v1/rooms?kind=${kind}&limit=20`));
  const room = found.parse(await answer.json()).items.at(nth);
  if (!room) throw new Error(`The demonstration has no ${nth}th room of kind ${kind}`);
  return room;
}

/** Books a room on a day by its picture and pays it. */
async function book(page: Page, room: { id: string }, day: number): Promise<string> {
  await page.goto(url(`/pages/room/index?id=${room.id}`));
  await page.locator('[id^="day-"]').nth(day).click();
  await expect(page.locator('#book-room')).toBeEnabled();
  await page.locator('#book-room').click();
  await expect(page.locator('#pay-charge')).toBeVisible();
  await pay(page);
  await expect(page.locator('#booking-code')).toHaveText(/^\d{8}$/);
  return new URL(page.url()).searchParams.get('id') ?? '';
}

async function pay(page: Page): Promise<void> {
  await page.locator('#pay-now').click();
  await page.locator('button[name=act][value=pay]').click();
}

/** What staff do at the back office. */
async function byStaff(browser: Browser, path: string, data: object): Promise<number> {
  const account = demo.staff.find(({ role }) => role === 'platform_administrator');
  if (!account) throw new Error('The demonstration has no administrator');
  const { request } = await browser.newContext();
  const headers = { origin: url('/').slice(0, -1) };
  const { loginName, password } = account;
  const signedIn = await request.post(url('/api/v1/staff/auth/sign-in'), { data: { loginName, password }, headers });
  expect(signedIn.status()).toBe(200);
  return (await request.post(url(`/api/v1/staff${path}`), { data, headers })).status();
}

test('[BKG-21] a wish that collides offers a free room, and the session goes on there with its code', async ({
  browser,
}) => {
  const page = await member(browser);
  const room = await roomOf('tea', -2);
  const id = await book(page, room, 11);
  const code = (await page.locator('#booking-code').textContent()) ?? '';
  const own = await page.request.get(url(`/api/v1/bookings/${id}`));
  const { to } = z.object({ to: z.string() }).parse(await own.json());
  const from = new Date(Date.parse(to) + 30 * 60_000).toISOString();
  const until = new Date(Date.parse(to) + 90 * 60_000).toISOString();
  const block = { kind: 'block', roomId: room.id, from, to: until, people: 1, note: '检修' };
  expect(await byStaff(browser, '/bookings', block)).toBe(200);
  expect(await byStaff(browser, `/bookings/${id}/start`, { reason: '提前到店' })).toBe(200);

  await expect(page.locator('#session-left')).toBeVisible();
  await page.locator('#renew').click();
  await page.locator('#renew-120').click();
  const elsewhere = page.locator('[id^="move-to-"]');
  await expect(elsewhere.first()).toBeVisible();
  await elsewhere.first().click();
  await expect(page.locator('#renew-sheet')).toHaveCount(0);
  if (await page.locator('#pay-now').isVisible()) await pay(page);
  await expect(page.locator('h2.lk-h2').first()).not.toHaveText(room.name);
  await expect(page.locator('#booking-code')).toHaveText(code);
  await page.locator('#end-session').click();
  await page.locator('#end-go').click();
  await expect(page.getByText('已完成').first()).toBeVisible();
});
