import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Face, nameOf } from './faces.ts';
import type { Screen } from './screens.ts';

export interface Shot {
  screen: string;
  face: string;
  file: string;
  /** What is wrong with it, beside what only eyes see. */
  findings: string[];
}
type Cookies = Awaited<ReturnType<BrowserContext['storageState']>>;

const SETTLE_MS = 8_000;
const FIRST_RECORD = 'main tbody .lk-row-button, main .lk-row-card-title.lk-row-button';

/** What is written for people: codes that are shown as such, in the typeface of machines, are not. */
const WORDS = `[...document.querySelectorAll('body *')]
  .filter((element) => !element.closest('.lk-mono, code, script, style, noscript'))
  .flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data))
  .join('\\n')`;

/** Waits until nothing on the screen is a placeholder any more, and pictures are there. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: SETTLE_MS }).catch(() => {});
  await page
    .waitForFunction("document.querySelectorAll('.lk-skeleton, .lk-bone').length === 0", null, { timeout: SETTLE_MS })
    .catch(() => {});
  await page.mouse.move(0, 0);
}

async function faultsOf(page: Page, face: Face): Promise<string[]> {
  const found: string[] = [];
  const beside = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
  if (beside > 0) found.push(`wider than the screen by ${beside} px`);
  const text = String(await page.evaluate(WORDS));
  const [key] = /(^|\s)[a-z]+[A-Za-z]*\.[a-z][A-Za-z]+(?=\s|$)/m.exec(text) ?? [];
  if (key && !/\.(csv|xlsx|png|svg|com|cn)$/.test(key)) found.push(`may be a key without a text: ${key.trim()}`);
  if (!face.axe) return found;
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return [...found, ...violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)];
}

async function take(page: Page, face: Face, screen: string, folder: string): Promise<Shot> {
  const file = `${screen}-${nameOf(face)}.png`;
  const findings = await faultsOf(page, face);
  await page.screenshot({ path: join(folder, file), animations: 'disabled' });
  return { screen, face: nameOf(face), file, findings };
}

async function shootOne(
  page: Page,
  face: Face,
  screen: Screen,
  at: { product: string; folder: string },
): Promise<Shot[]> {
  const name = `${screen.app}-${screen.name}`;
  await page.goto(new URL(screen.path, at.product).href, { waitUntil: 'domcontentloaded' });
  await settle(page);
  const shots = [await take(page, face, name, at.folder)];
  const first = page.locator(FIRST_RECORD).first();
  if (!screen.records || !face.records || (await first.count()) === 0) return shots;
  await first.click();
  await page.locator('.ant-drawer-body').last().waitFor({ timeout: SETTLE_MS });
  await settle(page);
  return [...shots, await take(page, face, `${name}-record`, at.folder)];
}

/** Looks at all screens in one face; a screen that does not come is a finding, and the next one follows. */
export async function shootFace(
  browser: Browser,
  face: Face,
  screens: readonly Screen[],
  at: { product: string; folder: string; cookies: Cookies },
): Promise<Shot[]> {
  const { width, height, theme: colorScheme, locale } = face;
  const look = { viewport: { width, height }, colorScheme, locale, timezoneId: 'Asia/Shanghai' } as const;
  const known = await browser.newContext({ ...look, reducedMotion: 'reduce', storageState: at.cookies });
  const stranger = await browser.newContext({ ...look, reducedMotion: 'reduce' });
  const pages = { known: await known.newPage(), stranger: await stranger.newPage() };
  const shots: Shot[] = [];
  for (const screen of screens) {
    const page = screen.stranger ? pages.stranger : pages.known;
    try {
      shots.push(...(await shootOne(page, face, screen, at)));
    } catch (error) {
      const findings = [`did not come: ${String(error).split('\n')[0]}`];
      shots.push({ screen: `${screen.app}-${screen.name}`, face: nameOf(face), file: '', findings });
    }
  }
  await known.close();
  await stranger.close();
  return shots;
}
