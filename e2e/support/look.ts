// What every screen owes to people, in both themes: nothing that axe finds, no key without a text, nothing wider than the phone.
import { expect, type Page } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { picture } from './pictures.ts';

const WIDTHS = [390, 768, 1440] as const;
const HEIGHT = 844;

/** Holds the screen that is on show against all of it. */
export async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found = await violationsOn(page, `${name}, ${colorScheme}`, { colours: colorScheme === 'dark' });
    expect.soft(found).toEqual([]);
    for (const width of process.env.E2E_PICTURES ? WIDTHS : []) {
      await page.setViewportSize({ width, height: HEIGHT });
      await picture(page, `shopper-${name}-${width}-${colorScheme}`);
    }
    if (process.env.E2E_PICTURES) await page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
  }
  const text = (await page.locator('body > *').allInnerTexts()).join('\n');
  expect.soft(text, `${name} has a text for every key`).not.toMatch(/(^|\s)[a-z]+[A-Za-z]*\.[a-z][A-Za-z]+(\s|$)/m);
  const beside = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect.soft(beside, `${name} is as wide as the phone`).toBeLessThanOrEqual(0);
}
