// What a customer says of a stay: asked once, with photos; read by others, reported, hidden by the platform, answered by the store.
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { type DemoGuide, readGuide, url } from './support/demo.ts';
import { picture } from './support/pictures.ts';
import { signInStaff } from './support/staff.ts';
import { bookLast, leaveEarly, member, startEarly } from './support/stays.ts';

const DESK = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN' };
const found = z.object({ items: z.array(z.object({ id: z.string(), storeId: z.string() })) });

let demo: DemoGuide;
test.beforeAll(async () => {
  demo = await readGuide();
});

test('[ORG-13, ORG-12] a customer is asked after the stay, writes with a photo, is read, answered, reported and hidden with a reason', async ({
  browser,
}) => {
  const answer = await fetch(url('/api/v1/rooms?kind=tea&limit=20'));
  const room = found.parse(await answer.json()).items.at(-1);
  if (!room) throw new Error('The demonstration has no tea room');
  const words = `茶香很正，茶艺台干净，${Date.now()}`;
  const author = await member(browser);
  const bookingId = await bookLast(author, room.id);
  await startEarly(browser, demo, bookingId);
  await leaveEarly(author, bookingId);

  await test.step('the bill asks once, and stars lead to the rest', async () => {
    await author.goto(url(`/pages/booking/index?id=${bookingId}`));
    await expect(author.locator('#review-ask')).toBeVisible();
    await picture(author, 'review-ask');
    await author.locator('#ask-star-5').click();
    await expect(author.locator('#environment-5')).toHaveAttribute('aria-checked', 'true');
    await author.locator('#facilities-4').click();
    await author.locator('#review-text').fill(words);
    const pixels = await author.screenshot({ clip: { x: 0, y: 0, width: 240, height: 240 } });
    await author.locator('#add-photo').setInputFiles({ name: 'tea.png', mimeType: 'image/png', buffer: pixels });
    await expect(author.locator('.lk-photos__picture')).toHaveCount(1);
    await picture(author, 'review-write');
    await author.locator('#save-review').click();
    await expect(author.locator('#own-review')).toBeVisible();
  });

  const reader = await member(browser);
  await test.step('others read it at the room, with its photo and the distribution, and report it', async () => {
    await reader.goto(url(`/pages/room/index?id=${room.id}`));
    await reader.locator('#to-reviews').click();
    await expect(reader.getByText(words)).toBeVisible();
    await expect(reader.locator('#review-summary')).toBeVisible();
    await picture(reader, 'reviews');
    await reader.locator('[id^="report-"]').first().click();
    await reader.locator('#report-reason-untrue').click();
    await reader.locator('#send-report').click();
    await expect(reader.locator('#report-review')).toHaveCount(0);
  });

  const office = await (await browser.newContext(DESK)).newPage();
  await test.step('the platform finds it in the queue, answers it, and hides it with a reason', async () => {
    await signInStaff(office, demo, 'console', 'platform_administrator');
    await office.goto(url('/console/reviews?reported=true'));
    await office.getByText(words).click();
    await office.getByPlaceholder('以门店名义公开回复顾客').fill('谢谢光临，茶艺台每天消毒。');
    await office.getByRole('button', { name: '公开回复' }).click();
    await expect(office.getByText('回复已公开')).toBeVisible();
    await picture(office, 'console-reviews');
    await office.getByRole('button', { name: /^隐\s?藏$/ }).click();
    await office.getByRole('dialog').last().getByRole('textbox').last().fill('与事实不符');
    await office.getByRole('dialog').last().getByRole('button').last().click();
    await expect(office.getByText('已隐藏').first()).toBeVisible();
  });

  await test.step('nobody reads it any more, and its author reads why', async () => {
    await reader.reload();
    await expect(reader.getByText(words)).toHaveCount(0);
    await author.goto(url(`/pages/review/index?subject=booking&id=${bookingId}`));
    await expect(author.getByText('与事实不符')).toBeVisible();
  });
});
