// What shows people around at first, and what happens to a call that nobody answers.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { violationsOn } from './support/axe.ts';
import { newCustomer, walkIn } from './support/customer.ts';
import { type DemoGuide, onlyByHand, openStore, readGuide, url, walk } from './support/demo.ts';
import { picture } from './support/pictures.ts';
import { signInStaff } from './support/staff.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN' };
const LANGUAGES = { 'zh-CN': '欢迎来到', en: 'Welcome to the', 'zh-TW': '歡迎來到' };
const APPS = [
  { app: 'agent', role: 'agent' },
  { app: 'console', role: 'store_manager' },
] as const;

let demo: DemoGuide;
test.beforeAll(async () => {
  demo = await readGuide();
});

/** As on the first day: the guide waits for the person. */
async function forget(page: Page, guide: 'agent' | 'console'): Promise<void> {
  const headers = { origin: url('/').slice(0, -1) };
  const answer = await page.request.put(url('/api/v1/staff/me/guides'), { data: { guide, seen: false }, headers });
  expect(answer.status()).toBe(200);
}

const dialogOf = (page: Page) => page.getByRole('dialog').filter({ has: page.locator('.lk-guide-steps') });

async function signedIn(browser: Browser, app: 'agent' | 'console', role: string, options: object): Promise<Page> {
  const page = await (await browser.newContext({ ...PHONE, reducedMotion: 'reduce', ...options })).newPage();
  await signInStaff(page, demo, app, role);
  return page;
}

for (const { app, role } of APPS) {
  test(`[UX-11, UX-5, UX-2] the ${app} shows a ${role} around once, in each language and theme, on whatever device`, async ({
    browser,
  }) => {
    const phone = await signedIn(browser, app, role, {});
    await forget(phone, app);
    for (const [locale, welcome] of Object.entries(LANGUAGES)) {
      await phone.evaluate(`localStorage.setItem('latchkey.language', '${locale}')`);
      await phone.reload();
      await expect(dialogOf(phone)).toContainText(welcome);
      expect(await phone.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await phone.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violationsOn(phone, colorScheme, { part: '.lk-guide' })).toEqual([]);
    }
    await picture(phone, `${app}-guide`);
    await phone.locator('.lk-guide-done').click();
    await expect(dialogOf(phone)).toBeHidden();

    const desk = await signedIn(browser, app, role, { ...DESK, isMobile: false, hasTouch: false });
    await desk.reload();
    await desk.locator('#content').waitFor();
    await expect(dialogOf(desk)).toBeHidden();
    if (app === 'agent') {
      await desk.goto(url('/agent/me'));
      await desk.getByText('使用指南').click();
      await expect(dialogOf(desk)).toContainText('欢迎来到');
    }
    for (const page of [phone, desk]) await page.context().close();
  });
}

test('[DSK-2] a call that nobody answers is passed on: the agents’ screens say so, and another agent finds it among the messages', async ({
  browser,
}) => {
  const store = await openStore(demo);
  await onlyByHand(store.id);
  const agent = await signedIn(browser, 'agent', 'agent', {});
  const customer = await newCustomer();
  const visitId = await walkIn(customer, store);
  await customer.ask('POST', `/visits/${visitId}/emergency-exits`);
  await walk(store.id, 'out');
  await agent.goto(url('/agent/alerts'));
  const alert = agent.locator('[data-alert=emergency]').first();
  await expect(alert).toBeVisible();
  await expect(alert).toContainText('无人应答，已升级', { timeout: 45_000 });
  await picture(agent, 'agent-escalated');
  await agent.goto(url('/agent/inbox'));
  await expect(agent.getByText('无人应答：紧急离店').first()).toBeVisible();
  await agent.goto(url('/agent/alerts'));
  await alert.getByRole('button', { name: '接手', exact: true }).click();
  await agent.context().close();
});
