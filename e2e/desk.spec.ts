// What agents do at the desk beside letting people out: taking calls, deciding what became of visits, locking a store down.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { violationsOn } from './support/axe.ts';
import { leaveByEmergency, newCustomer, walkIn } from './support/customer.ts';
import {
  type DemoGuide,
  type DemoStore,
  onlyByHand,
  openStore,
  pressExit,
  readGuide,
  url,
  walk,
} from './support/demo.ts';
import { picture } from './support/pictures.ts';
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

async function agentAt(
  browser: Browser,
  options: typeof PHONE | (typeof DESK & { colorScheme?: 'dark' }),
): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await signInStaff(page, demo, 'agent', 'agent');
  await expect(tileOf(page)).toBeVisible();
  return page;
}

const tileOf = (agent: Page) => agent.locator(`[data-store="${store.id}"]`);
const go = (agent: Page, path: string) => agent.goto(url(`/agent${path}`));

test('[DSK-2, DSK-5] a call for help turns the store red, the first agent who takes it owns it, and the others see by whom', async ({
  browser,
}) => {
  const wide = await agentAt(browser, DESK);
  const phone = await agentAt(browser, PHONE);
  const customer = await newCustomer();
  const visitId = await walkIn(customer, store);
  await customer.ask('POST', `/visits/${visitId}/help`, { reason: 'barcode', note: '牛奶扫不上' });

  await expect(tileOf(wide)).toHaveClass(/tile-active/);
  await expect(tileOf(wide)).toContainText('呼叫帮助');
  for (const page of [wide, phone]) await go(page, '/alerts?show=help');
  const row = (page: Page) => page.locator('[data-alert=help]').first();
  await expect(row(phone)).toContainText('牛奶扫不上');
  await picture(phone, 'agent-alerts');
  await row(phone).getByRole('button', { name: '接手', exact: true }).click();
  await expect(phone.getByRole('dialog')).toContainText('呼叫帮助');
  await expect(row(wide)).toContainText('已接手');
  await expect(row(wide).getByRole('button', { name: '接手', exact: true })).toHaveCount(0);
  await leaveByEmergency(customer, store, visitId);
  for (const page of [wide, phone]) await page.context().close();
});

test('[VIS-17, VIS-4, ORD-21] goods that left unpaid become a case that an agent decides, and the member comes back in red', async ({
  browser,
}) => {
  const agent = await agentAt(browser, DESK);
  const customer = await newCustomer();
  await walkIn(customer, store);
  for (const { barcode } of store.barcodes.slice(0, 2)) await customer.ask('POST', '/cart/scans', { barcode });
  await expect(agent.locator('[data-carts]')).toBeVisible();
  await expect(tileOf(agent)).toContainText('2 件');
  await pressExit(store.id);
  await walk(store.id, 'out');

  await go(agent, '/alerts?show=cases');
  const waiting = agent.locator('.case-row-open').first();
  await expect(waiting).toContainText('有未付商品');
  await waiting.click();
  const sheet = agent.getByRole('dialog').first();
  await expect(sheet).toContainText('2 件');
  await expect(sheet).toContainText('按下了室内开门按钮');
  await picture(agent, 'agent-case');
  await agent.locator('[data-decide]').click();
  const question = agent.getByRole('dialog', { name: '这次到店的结果是什么？' });
  await question.getByText('已离店，未付款').click();
  await question.getByLabel('依据').fill('录像里带走两件，没有付款');
  await question.getByRole('button', { name: '确认判定' }).click();
  await expect(sheet.locator('[data-decision=left_unpaid]')).toContainText('录像里带走两件');

  await go(agent, '/');
  const visitId = await walkIn(customer, store);
  await expect(tileOf(agent).locator('.person-abnormal')).toBeVisible();
  await expect(tileOf(agent)).toHaveClass(/tile-active/);
  await picture(agent, 'agent-abnormal');
  await leaveByEmergency(customer, store, visitId);
  await agent.context().close();
});

test('[ORG-9, ORG-8] an agent locks a store down with a reason, customers are refused, and it is lifted again', async ({
  browser,
}) => {
  const agent = await agentAt(browser, PHONE);
  const customer = await newCustomer();
  const ask = () => customer.ask('POST', '/visits/openings', { doorToken: store.doorToken });
  await go(agent, `/?store=${store.id}`);
  const act = async (kind: 'lockdown' | 'lift_lockdown', reason: string, confirm: string) => {
    await agent.locator(`[data-act=${kind}]`).click();
    await agent.getByLabel('原因').fill(reason);
    await agent.locator('.ant-modal').getByRole('button', { name: confirm }).click();
  };
  await act('lockdown', '店内有人打斗', '立即锁死');
  const band = agent.getByRole('dialog').locator('[data-lockdown]').first();
  await expect(band).toContainText('店内有人打斗');
  await expect(band).toContainText('门禁控制器都已拒绝进店');
  await picture(agent, 'agent-lockdown');
  expect(await ask()).toMatchObject({ status: 409, body: { error: { code: 'store_locked_down' } } });
  await act('lift_lockdown', '已经处理', '解除锁死');
  await expect(band).toHaveCount(0);
  const visitId = await walkIn(customer, store);
  await leaveByEmergency(customer, store, visitId);
  await agent.context().close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`[UX-5] no screen of the desk has an accessibility violation in the ${colorScheme} theme`, async ({
    browser,
  }) => {
    const agent = await agentAt(browser, { ...DESK, ...(colorScheme === 'dark' ? { colorScheme } : {}) });
    const customer = await newCustomer();
    const visitId = await walkIn(customer, store);
    await customer.ask('POST', '/cart/scans', { barcode: store.barcodes[0]?.barcode });
    await customer.ask('POST', `/visits/${visitId}/help`, { reason: 'door' });
    const screens = ['/', '/alerts', '/alerts?show=cases', '/services', '/inbox', '/me'];
    const sheets = [`/?visit=${visitId}`, `/?store=${store.id}`, '/?carts=open'];
    for (const path of [...screens, ...sheets]) {
      await go(agent, path);
      await expect(agent.locator('.lk-live-open')).toBeVisible();
      if (path.includes('=') && !path.includes('show')) await expect(agent.getByRole('dialog')).toBeVisible();
      await expect(agent.locator('.lk-skeleton')).toHaveCount(0);
      expect(await violationsOn(agent, path, { colours: colorScheme === 'dark' })).toEqual([]);
    }
    await leaveByEmergency(customer, store, visitId);
    await agent.context().close();
  });
}

test('[UX-3, UX-8] the desk can be installed, opens without a network, and shows no figures that it did not just read', async ({
  browser,
  request,
}) => {
  const manifest = await (await request.get(url('/agent/manifest.webmanifest'))).json();
  expect(manifest).toMatchObject({ display: 'standalone', scope: '/agent/', start_url: '/agent/' });
  for (const size of ['192x192', '512x512']) {
    const icon = manifest.icons.find((each: { sizes: string }) => each.sizes === size);
    const picture = await request.get(url(`/agent/${icon.src}`));
    expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/png']);
  }
  const agent = await agentAt(browser, PHONE);
  await agent.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await agent.context().setOffline(true);
  await agent.reload();
  await expect(agent.getByRole('alert').first()).toBeVisible();
  await expect(tileOf(agent)).toHaveCount(0);
  await agent.context().setOffline(false);
  await agent.getByRole('button', { name: '重试' }).click();
  await expect(tileOf(agent)).toBeVisible();
  await agent.context().close();
});
