// A room by the hour, from looking for it to its bill: the phone, the payment channel, the lock and the power.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { type DemoGuide, freshPhone, readGuide, url, walk } from './support/demo.ts';
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

/** A room that nobody else books in these journeys. */
async function roomOf(kind: string, nth: number): Promise<z.infer<typeof found>['items'][number]> {
  const answer = await fetch(url(`/api/v1/rooms?kind=${kind}&limit=20`));
  const room = found.parse(await answer.json()).items.at(nth);
  if (!room) throw new Error(`The demonstration has no ${nth}th room of kind ${kind}`);
  return room;
}

/** Draws a range on the picture of the last day that is offered, when everything is free, and holds the room. */
async function hold(page: Page, room: { id: string }): Promise<string> {
  await page.goto(url(`/pages/room/index?id=${room.id}`));
  await page.locator('[id^="day-"]').nth(10).click();
  const bar = await page.locator('.lk-daybar').boundingBox();
  if (!bar) throw new Error('the day bar is not on the screen');
  const at = (share: number) => [bar.x + bar.width * share, bar.y + bar.height / 2] as const;
  await page.mouse.move(...at(0.5));
  await page.mouse.down();
  await page.mouse.move(...at(0.6), { steps: 4 });
  await page.mouse.up();
  await expect(page.locator('#book-room')).toBeEnabled();
  await page.locator('#book-room').click();
  await expect(page.locator('#pay-charge')).toBeVisible();
  return new URL(page.url()).searchParams.get('id') ?? '';
}

async function payHold(page: Page): Promise<void> {
  await expect(page.locator('#hold-left')).toContainText(':');
  await page.locator('#pay-now').click();
  await page.locator('button[name=act][value=pay]').click();
  await expect(page.locator('#booking-code')).toHaveText(/^\d{8}$/);
}

/** What a manager does at the back office for somebody who came early. */
async function startEarly(browser: Browser, bookingId: string): Promise<void> {
  const account = demo.staff.find(({ role }) => role === 'platform_administrator');
  if (!account) throw new Error('The demonstration has no administrator');
  const { request } = await browser.newContext();
  const headers = { origin: url('/').slice(0, -1) };
  const { loginName, password } = account;
  const signedIn = await request.post(url('/api/v1/staff/auth/sign-in'), { data: { loginName, password }, headers });
  expect(signedIn.status()).toBe(200);
  const data = { reason: '提前到店' };
  const started = await request.post(url(`/api/v1/staff/bookings/${bookingId}/start`), { data, headers });
  expect(started.status()).toBe(200);
}

test('[BKG-1, BKG-2, BKG-5, BKG-11, BKG-13, BKG-16, BKG-24, BIL-3] a customer draws a range, pays, opens the room, goes on for longer, leaves, and gets a bill', async ({
  browser,
}) => {
  const page = await member(browser);
  const room = await roomOf('mahjong', -1);
  await test.step('the list leads to the room, and its price is explained', async () => {
    await page.goto(url('/'));
    await page.locator('#home-rooms').click();
    await page.locator('#room-kind-mahjong').click();
    await expect(page.getByText(room.name, { exact: true }).first()).toBeVisible();
  });
  const id = await hold(page, room);
  await payHold(page);
  await expect(page.getByText('已支付·待使用').first()).toBeVisible();
  await expect(page.locator('#bill')).toContainText('包间费用');

  await startEarly(browser, id);
  await expect(page.locator('#session-left')).toBeVisible();
  await page.locator('#open-room').click();
  await walk(room.storeId, 'in');
  await expect(page.getByText('门已开').first()).toBeVisible();

  await test.step('it goes on for half an hour more, paid at once', async () => {
    const before = await page.locator('#booking-time').textContent();
    await page.locator('#renew').click();
    await page.locator('#renew-30').click();
    await page.locator('#renew-go').click();
    // A charge that nobody has tried to pay yet says nothing of a payment that was not seen.
    await expect(page.locator('#confirming, #pay-not_paid')).toHaveCount(0);
    await page.locator('#pay-now').click();
    await page.locator('button[name=act][value=pay]').click();
    await expect(page.locator('#booking-time')).not.toHaveText(before ?? '');
  });

  await page.locator('#end-session').click();
  await page.locator('#end-go').click();
  await expect(page.getByText('已完成').first()).toBeVisible();
  await expect(page.locator('#bill')).toContainText('续时');
});

test('[BKG-6, BKG-7] friends come by a link and lose their right at once, and cancelling says what comes back', async ({
  browser,
}) => {
  const host = await member(browser);
  const id = await hold(host, await roomOf('tea', -1));
  await payHold(host);
  await host.locator('#share-booking').click();
  const link = (await host.locator('#share-link').textContent()) ?? '';
  const friend = await member(browser);
  await friend.goto(url(new URL(link.trim()).pathname));
  await expect(friend.locator('#open-room')).toBeVisible();
  await expect(friend.locator('#booking-code')).toHaveCount(0);
  await expect(friend.getByText('受邀同行')).toBeVisible();
  await host.getByRole('button', { name: '移除' }).click();
  await expect(friend.locator('#open-room')).toHaveCount(0);

  await host.goto(url(`/pages/booking/index?id=${id}`));
  await host.locator('#cancel-booking').click();
  await expect(host.locator('#cancel-sheet')).toContainText('可退');
  await host.locator('#cancel-go').click();
  await expect(host.getByText('已取消').first()).toBeVisible();
  await expect(host.locator('#bill')).toContainText('已退款');
});
