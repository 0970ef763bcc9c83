// The README's pictures: one walk of a customer from the door to the moment of having paid, and what staff see of it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { World } from './world.ts';

const LOOK = { colorScheme: 'light', locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' } as const;
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

export async function readmePictures(
  browser: Browser,
  world: World,
  at: {
    product: string;
    folder: string;
    cookies: Awaited<ReturnType<import('playwright-core').BrowserContext['storageState']>>;
  },
): Promise<void> {
  mkdirSync(at.folder, { recursive: true });
  const keep = async (page: Page, name: string) => {
    await page.waitForLoadState('networkidle').catch(() => {});
    await page.screenshot({ path: join(at.folder, `${name}.png`), animations: 'disabled' });
  };
  const open = (page: Page, path: string) => page.goto(new URL(path, at.product).href);
  const stranger = await browser.newContext({ ...LOOK, viewport: PHONE });
  const atDoor = await stranger.newPage();
  await open(atDoor, `/d/${world.doorToken}`);
  await atDoor.locator('#open-door').waitFor();
  await keep(atDoor, 'shopper-door');
  await stranger.close();

  const desk = await browser.newContext({ ...LOOK, viewport: DESK, storageState: at.cookies });
  const board = await desk.newPage();
  await open(board, '/agent/');
  await board.locator('main').waitFor();
  await keep(board, 'agent-board');

  const customer = await browser.newContext({ ...LOOK, viewport: PHONE, storageState: at.cookies });
  const phone = await customer.newPage();
  await open(phone, '/pages/visit/index');
  const guide = phone.locator('#guide-close');
  await phone.locator('#checkout').or(guide).first().waitFor();
  if (await guide.isVisible()) await guide.click();
  await phone.locator('#checkout').waitFor();
  await keep(phone, 'shopper-cart');
  await phone.locator('#checkout').click();
  await phone.locator('#pay-now').click();
  await phone.locator('button[name=act][value=pay]').click();
  await phone.locator('.lk-moment').waitFor({ timeout: 30_000 });
  await phone.locator('#confirming').waitFor({ state: 'hidden', timeout: 30_000 });
  await keep(phone, 'shopper-paid');
  await customer.close();

  await open(board, '/console/orders');
  await board.locator('main tbody .lk-row-button').first().click();
  await board.locator('.ant-drawer-body .lk-timeline, .ant-drawer-body ol').first().waitFor();
  await keep(board, 'console-order');
  await desk.close();
}
