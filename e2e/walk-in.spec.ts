// The first path through the whole product, kept green for ever: a customer at the phone, an agent at the board,
// the back office, and between them the real lock, broker, payment channel and books.
import { type Browser, expect, type Page, test } from '@playwright/test';
import {
  type DemoGuide,
  type DemoStore,
  freshPhone,
  isBolted,
  onlyByHand,
  openStore,
  readGuide,
  virtualStore,
  walk,
} from './support/demo.ts';
import { picture } from './support/pictures.ts';
import { askDoor, pay, scan, signIn } from './support/shopper.ts';
import { signInStaff } from './support/staff.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN' };

let demo: DemoGuide;
let store: DemoStore;

test.beforeAll(async () => {
  demo = await readGuide();
  store = await openStore(demo);
  await onlyByHand(store.id);
});

const openPage = async (browser: Browser, options: typeof PHONE | typeof DESK): Promise<Page> =>
  (await browser.newContext(options)).newPage();

/** A new member registers, opens the door with its code and walks in. */
async function enter(page: Page): Promise<void> {
  await signIn(page, freshPhone());
  await expect(page.locator('#red-packet')).toBeVisible();
  await page.locator('#welcome-go').click();
  const before = (await virtualStore(store.id)).inside;
  await askDoor(page, store);
  await expect(page.getByText('请推门').first()).toBeVisible();
  await picture(page, 'shopper-door');
  await walk(store.id, 'in');
  await expect.poll(async () => (await virtualStore(store.id)).inside).toBe(before + 1);
}

const tileOf = (agent: Page) => agent.locator(`[data-store="${store.id}"]`);
const visitorsOf = (agent: Page) => tileOf(agent).locator('.person');

test('[VIS-1, VIS-2, VIS-5, VIS-7, VIS-9, ORD-1, ORD-3, ORD-4, PAY-1, PAY-2, MKT-1, DSK-1, DEV-2] a customer walks in, the agent sees it, goods are scanned and paid, the payment opens the door, and the order is completed', async ({
  browser,
}) => {
  const agent = await openPage(browser, DESK);
  await signInStaff(agent, demo, 'agent', 'agent');
  await expect(tileOf(agent)).toBeVisible();
  await expect(visitorsOf(agent)).toHaveCount(0);

  const page = await openPage(browser, PHONE);
  await enter(page);
  await test.step('the board shows the visit within a second of the customer’s own phone', async () => {
    await expect(page.locator('#guide-close')).toBeVisible();
    await expect(visitorsOf(agent)).toBeVisible({ timeout: 1_000 });
  });
  await page.locator('#guide-close').click();

  const goods = store.barcodes.slice(0, 3);
  for (const each of goods) await scan(page, each);
  const total = goods.reduce((sum, { price }) => sum + price, 0);
  await expect(page.getByText('新人见面红包').first()).toBeVisible();
  await picture(page, 'shopper-cart');
  await expect(tileOf(agent)).toContainText('3 件');
  await picture(agent, 'agent-board');
  expect(await isBolted(store.id)).toBe(true);

  await pay(page);
  await expect(page.getByText(/门已开锁，请推门|门已开/).first()).toBeVisible();
  await picture(page, 'shopper-paid');
  await walk(store.id, 'out');
  await expect(page.getByText('订单已完成').first()).toBeVisible();
  await expect(visitorsOf(agent)).toHaveCount(0);

  const console = await openPage(browser, DESK);
  await signInStaff(console, demo, 'console', 'platform_administrator');
  await console.goto(new URL('/console/orders', console.url()).href);
  const newest = console.locator('tbody tr[data-row-key]').first();
  await expect(newest).toContainText('已完成');
  await newest.click();
  const drawer = console.getByRole('dialog');
  await expect(drawer).toContainText(`¥${(total / 100).toFixed(2)}`);
  await picture(console, 'console-order');
  for (const each of [agent, page, console]) await each.context().close();
});

test('[VIS-9] the shopping guide is shown on the first visit and does not come back once it was read', async ({
  browser,
}) => {
  const page = await openPage(browser, PHONE);
  await enter(page);
  await page.locator('#guide-close').click();
  await expect(page.locator('#guide')).toHaveCount(0);
  await page.reload();
  await expect(page.locator('#leave')).toBeVisible();
  await expect(page.locator('#guide')).toHaveCount(0);
  await page.locator('#emergency').click();
  await page.locator('#emergency-confirm').click();
  await walk(store.id, 'out');
  await page.context().close();
});

test('[VIS-8, DSK-3] a customer who buys nothing asks to leave, the agent lets them out, and nothing is charged', async ({
  browser,
}) => {
  const agent = await openPage(browser, PHONE);
  await signInStaff(agent, demo, 'agent', 'agent');
  const page = await openPage(browser, PHONE);
  await enter(page);
  await page.locator('#guide-close').click();
  await page.locator('#leave').click();
  await expect(page.getByText('客服正在为您确认').first()).toBeVisible();

  await visitorsOf(agent).click();
  await picture(agent, 'agent-visit');
  expect(await isBolted(store.id)).toBe(true);
  const act = agent.locator('[data-act=grant_exit]');
  await act.click();
  await expect(act).toHaveAttribute('data-phase', 'succeeded');
  await picture(agent, 'agent-granted');
  await walk(store.id, 'out');
  await expect(page.getByText('本次到店已结束，没有产生消费。')).toBeVisible();
  for (const each of [agent, page]) await each.context().close();
});
