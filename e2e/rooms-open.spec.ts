// A billiard table by the minute: begun by the code on it, metered on the phone, ended by a tap, the rest of the deposit back.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { freshPhone, url } from './support/demo.ts';
import { signIn } from './support/shopper.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true };

async function member(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext(PHONE)).newPage();
  await signIn(page, freshPhone());
  await page.locator('#welcome-go').click();
  return page;
}

const rooms = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
const offer = z.object({ possible: z.boolean(), refusal: z.string().nullable() });

/** A table where nobody plays now; null while the hall is closed. */
async function freeTable(): Promise<{ id: string; name: string } | null> {
  const { items } = rooms.parse(await (await fetch(url('/api/v1/rooms?kind=billiards&limit=20'))).json());
  for (const room of [...items].reverse()) {
    const answer = offer.parse(await (await fetch(url(`/api/v1/rooms/${room.id}/open-offer`))).json());
    if (answer.possible) return room;
    if (answer.refusal === 'booking_out_of_hours') return null;
  }
  throw new Error('Every table of the demonstration is taken');
}

const yuan = async (page: Page, id: string): Promise<number> =>
  Number(((await page.locator(`${id} .lk-hide`).textContent()) ?? '').replaceAll(/[^\d.]/g, ''));

test('[BKG-15, BKG-16] a customer begins at a billiard table, sees the meter move, ends by a tap, and gets the bill and the rest of the deposit', async ({
  browser,
}) => {
  const page = await member(browser);
  const table = await freeTable();
  if (table === null) {
    await page.goto(url('/pages/rooms/index'));
    await page.locator('#room-kind-billiards').click();
    await expect(page.getByText('1 号台', { exact: true }).first()).toBeVisible();
    return;
  }
  await test.step('the code on the table leads to it, and says what is to be left', async () => {
    await page.goto(url(`/r/${table.id}`));
    await expect(page.locator('#start-card')).toContainText('押金');
    await page.locator('#start-now').click();
    await expect(page.locator('#pay-charge')).toContainText('押金');
  });
  await test.step('the deposit is paid, and the meter runs by itself', async () => {
    await page.locator('#pay-now').click();
    await page.locator('button[name=act][value=pay]').click();
    await expect(page.locator('#meter-total')).toBeVisible();
    await expect(page.locator('#meter-deposit')).toContainText('50');
    const before = await page.locator('#meter-time').textContent();
    await expect(page.locator('#meter-time')).not.toHaveText(before ?? '');
    const first = await yuan(page, '#meter-total');
    expect(first).toBeGreaterThan(0);
    // By the minute: the next one costs more, without anybody touching the screen.
    await expect.poll(() => yuan(page, '#meter-total'), { timeout: 80_000 }).toBeGreaterThan(first);
  });
  await test.step('one tap ends it; the bill explains itself, and the rest goes back', async () => {
    await page.locator('#end-open').click();
    await page.locator('#end-go').click();
    await expect(page.getByText('已完成').first()).toBeVisible();
    await expect(page.locator('#bill')).toContainText('使用费');
    await expect(page.locator('#bill')).toContainText('抵扣使用费');
    await expect(page.locator('#deposit-back')).toBeVisible({ timeout: 30_000 });
  });
});
