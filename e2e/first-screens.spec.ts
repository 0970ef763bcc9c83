// What every first screen owes to people: readable by everyone, in both themes, in every language, and light to load.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { violationsOn } from './support/axe.ts';
import { url } from './support/demo.ts';
import { picture } from './support/pictures.ts';

const SCREENS = [
  { name: 'shopper', path: '/', viewport: { width: 390, height: 844 } },
  { name: 'agent', path: '/agent/', viewport: { width: 390, height: 844 } },
  { name: 'console', path: '/console/', viewport: { width: 1440, height: 900 } },
  { name: 'kiosk', path: '/kiosk/', viewport: { width: 1080, height: 1920 } },
] as const;
type Screen = (typeof SCREENS)[number];

async function open(browser: Browser, screen: Screen, colorScheme: 'light' | 'dark', locale: string): Promise<Page> {
  const context = await browser.newContext({ viewport: screen.viewport, colorScheme, locale });
  const page = await context.newPage();
  await page.goto(url(screen.path));
  await expect(page.locator('main, [role=main]').first()).toBeVisible();
  return page;
}

for (const screen of SCREENS) {
  for (const theme of ['light', 'dark'] as const) {
    test(`[UX-1, UX-5] the first screen of ${screen.name} has no accessibility violation in the ${theme} theme`, async ({
      browser,
    }) => {
      const page = await open(browser, screen, theme, 'zh-CN');
      await picture(page, `${screen.name}-first-${theme}`);
      expect(await violationsOn(page, screen.name)).toEqual([]);
      await page.context().close();
    });
  }

  test(`[UX-2] the first screen of ${screen.name} speaks the language of the browser`, async ({ browser }) => {
    const texts = new Set<string>();
    for (const locale of ['zh-CN', 'en-US', 'zh-TW']) {
      const page = await open(browser, screen, 'light', locale);
      const text = (await page.locator('body > *').allInnerTexts()).join('\n');
      expect(text).not.toMatch(/\b[a-z]+\.[a-z]+[A-Z]?[a-zA-Z]*\b(?=\s|$)/m);
      texts.add(text);
      await page.context().close();
    }
    expect(texts.size).toBe(3);
  });
}

test('[UX-6] the first screen of the shopper loads at most 200 KB of script', async ({ browser }) => {
  const context = await browser.newContext({ viewport: SCREENS[0].viewport });
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') sizes.push(request.sizes().then((size) => size.responseBodySize));
  });
  await page.goto(url('/'));
  await expect(page.locator('#open-door, #scan-door').first()).toBeVisible();
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(200 * 1024);
  await context.close();
});
