// An agent sees rooms beside visits and helps with a session: the speaker, the power, some minutes, its end.
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { type DemoGuide, readGuide, url } from './support/demo.ts';
import { picture } from './support/pictures.ts';
import { signInStaff } from './support/staff.ts';
import { bookLast, member, startEarly } from './support/stays.ts';

const DESK = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN' };
const board = z.object({
  rooms: z.array(z.object({ room: z.object({ id: z.string(), kind: z.string() }), now: z.string() })),
});

let demo: DemoGuide;
test.beforeAll(async () => {
  demo = await readGuide();
});

test('[DSK-1, DSK-3, BKG-20, BKG-27] an agent opens a session, speaks in its room, keeps its power, gives minutes, and ends it, each with the device’s answer', async ({
  browser,
}) => {
  const agent = await (await browser.newContext(DESK)).newPage();
  // The last agent of the demonstration looks after the stores with rooms.
  await signInStaff(agent, { ...demo, staff: demo.staff.toReversed() }, 'agent', 'agent');
  const { rooms } = board.parse(await (await agent.request.get(url('/api/v1/staff/desk/rooms'))).json());
  const free = rooms.filter(({ room, now }) => now === 'free' && room.kind !== 'billiards').at(-1);
  if (!free) throw new Error('No room of the agent is free');
  const customer = await member(browser);
  const bookingId = await bookLast(customer, free.room.id);
  await startEarly(browser, demo, bookingId);

  await agent.goto(url('/agent/sessions'));
  const tile = agent.locator(`[data-room="${free.room.id}"]`);
  await expect(tile).toHaveAttribute('data-now', 'in_use');
  await picture(agent, 'agent-sessions');
  await tile.click();
  const act = (kind: string) => agent.locator(`[data-act="${kind}"]`);
  await test.step('the speaker and the lamps answer themselves', async () => {
    await act('speak').click();
    await agent.getByRole('button', { name: /^播\s?报$/ }).click();
    await expect(act('speak')).toHaveAttribute('data-phase', 'succeeded', { timeout: 20_000 });
    await act('power_keep').click();
    await expect(act('power_keep')).toHaveAttribute('data-phase', 'succeeded', { timeout: 20_000 });
    await picture(agent, 'agent-session');
  });
  await test.step('some minutes are given with a reason, and the session ends with one', async () => {
    await act('extend_session').click();
    await agent.getByRole('dialog').last().getByRole('textbox').fill('空调检修');
    await agent.getByRole('dialog').last().getByRole('button', { name: '确定执行' }).click();
    await expect(act('extend_session')).toHaveAttribute('data-phase', 'succeeded');
    await act('end_session').click();
    await agent.getByRole('dialog').last().getByRole('textbox').fill('顾客已离开');
    await agent.getByRole('dialog').last().getByRole('button', { name: '确定执行' }).click();
    await expect(agent.locator('.agent-sheet').getByText('已完成').first()).toBeVisible();
    await expect(tile).toHaveCount(0);
  });
});
