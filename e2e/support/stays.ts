// A stay in a room, made over the interface: what reviews and the desk's sessions begin with.
import { type Browser, expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { type DemoGuide, freshPhone, url } from './demo.ts';
import { signIn } from './shopper.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true };
const MINUTE = 60_000;
const headers = { origin: url('/').slice(0, -1) };

const room = z.object({ id: z.string(), storeId: z.string(), name: z.string() });
const roomPage = z.object({
  room,
  availability: z.object({
    startsAt: z.string(),
    minimum: z.number(),
    rooms: z.array(z.object({ roomId: z.string(), free: z.array(z.tuple([z.number(), z.number()])) })),
  }),
});
const quotes = z.object({
  offers: z.array(
    z.object({ mode: z.string(), packageId: z.string().nullable(), quote: z.object({ total: z.number() }).nullable() }),
  ),
});

/** A new customer at a phone. */
export async function member(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext(PHONE)).newPage();
  await signIn(page, freshPhone());
  await page.locator('#welcome-go').click();
  return page;
}

async function ask<S extends z.ZodType>(page: Page, path: string, schema: S, data?: object): Promise<z.output<S>> {
  const address = url(`/api/v1${path}`);
  const answer = data ? await page.request.post(address, { data, headers }) : await page.request.get(address);
  expect([path, answer.status(), answer.status() === 200 ? '' : await answer.text()]).toEqual([path, 200, '']);
  return schema.parse(await answer.json());
}

/** Books the last free hours of a room, pays at the channel, and answers the booking. */
export async function bookLast(page: Page, roomId: string): Promise<string> {
  const it = await ask(page, `/rooms/${roomId}`, roomPage);
  const { startsAt, minimum, rooms } = it.availability;
  const span = rooms.find((one) => one.roomId === roomId)?.free.findLast(([a, b]) => b - a >= minimum + 60);
  if (!span) throw new Error(`${it.room.name} has no free time left`);
  const from = Math.ceil(span[0] / 60) * 60;
  const at = (minutes: number) => new Date(Date.parse(startsAt) + minutes * MINUTE).toISOString();
  const wish = { from: at(from), to: at(from + minimum), people: 2 };
  const { offers } = await ask(page, `/rooms/${roomId}/quotes`, quotes, wish);
  const offer = offers.find((one) => one.quote !== null);
  if (!offer?.quote) throw new Error(`${it.room.name} has no price`);
  const body = { roomId, ...wish, mode: offer.mode, packageId: offer.packageId, expectedTotal: offer.quote.total };
  const { id } = await ask(page, '/bookings', z.object({ id: z.string() }), body);
  await page.goto(url(`/pages/booking/index?id=${id}`));
  await page.locator('#pay-now').click();
  await page.locator('button[name=act][value=pay]').click();
  await expect(page.locator('#booking-code')).toHaveText(/^\d{8}$/);
  return id;
}

/** What a manager does at the back office for somebody who came early. */
export async function startEarly(browser: Browser, demo: DemoGuide, bookingId: string): Promise<void> {
  const account = demo.staff.find(({ role }) => role === 'platform_administrator');
  if (!account) throw new Error('The demonstration has no administrator');
  const { request } = await browser.newContext();
  const { loginName, password } = account;
  const signedIn = await request.post(url('/api/v1/staff/auth/sign-in'), { data: { loginName, password }, headers });
  expect(signedIn.status()).toBe(200);
  const data = { reason: '提前到店' };
  const started = await request.post(url(`/api/v1/staff/bookings/${bookingId}/start`), { data, headers });
  expect(started.status()).toBe(200);
}

/** The customer leaves. */
export async function leaveEarly(page: Page, bookingId: string): Promise<void> {
  await ask(page, `/bookings/${bookingId}/end`, z.object({ id: z.string() }), {});
}
