// Staff at their screens: signing in with an account of the demonstration.
import { expect, type Page } from '@playwright/test';
import { type DemoGuide, url } from './demo.ts';

/** Signs in to an app with the first demo account of a role. */
export async function signInStaff(page: Page, demo: DemoGuide, app: 'agent' | 'console', role: string): Promise<void> {
  const account = demo.staff.find((person) => person.role === role);
  if (!account) throw new Error(`The demonstration has no ${role}`);
  await page.goto(url(`/${app}/`));
  await page.locator('input[autocomplete=username]').fill(account.loginName);
  await page.locator('input[autocomplete=current-password]').fill(account.password);
  await page.locator('button[type=submit]').click();
  await expect(page.locator('input[autocomplete=current-password]')).toHaveCount(0);
  await page.locator('#content').waitFor();
  // Whoever signs in for the first time is shown around.
  const guide = page.locator('.lk-guide-done');
  if (await guide.isVisible()) await guide.click();
  await expect(guide).toBeHidden();
}
