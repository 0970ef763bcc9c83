// A full hour: one customer waits for it, another gives it back, and the one who waits takes it with one tap.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { freshPhone, url } from './support/demo.ts';
import { signIn } from './support/shopper.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true };
const found = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });

async function member(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext(PHONE)).newPage();
  await signIn(page, freshPhone());
  await page.locator('#welcome-go').click();
  return page;
}

async function toLastDay(page: Page, roomId: string): Promise<void> {
  await page.goto(url(`/pages/room/index?id=${roomId}`));
  await page.locator('[id^="day-"]').last().click();
}

test('[BKG-8] who waits for a full hour is told when it is given back, and takes it with one tap', async ({
  browser,
}) => {
  const answer = await fetch(url('/api/v1/rooms?kind=tea&limit=20'));
  const room = found.parse(await answer.json()).items.at(-1);
  if (!room) throw new Error('The demonstration has no tea rooms');
  const owner = await member(browser);
  await toLastDay(owner, room.id);
  // The first free time of the day, as it is offered.
  await expect(owner.locator('#book-room')).toBeEnabled();
  await owner.locator('#book-room').click();
  await expect(owner.locator('#pay-charge')).toBeVisible();

  const waiter = await member(browser);
  await toLastDay(waiter, room.id);
  await waiter.locator('#join-wait').click();
  await expect(waiter.locator('#wait-sheet')).toContainText(room.name);
  await waiter.locator('#wait-go').click();
  await expect(waiter.getByText('排队中')).toBeVisible();
  await expect(waiter.getByText('排在第 1 位')).toBeVisible();

  await owner.locator('#cancel-booking').click();
  await owner.locator('#cancel-go').click();
  await expect(owner.getByText('已取消').first()).toBeVisible();

  await expect(waiter.getByText('轮到您了').first()).toBeVisible({ timeout: 20_000 });
  await expect(waiter.locator('#offer-left')).toContainText(':');
  await waiter.locator('#take-offer').click();
  await expect(waiter.locator('#pay-charge')).toBeVisible();
  await waiter.locator('#pay-now').click();
  await waiter.locator('button[name=act][value=pay]').click();
  await expect(waiter.locator('#booking-code')).toHaveText(/^\d{8}$/);
});
