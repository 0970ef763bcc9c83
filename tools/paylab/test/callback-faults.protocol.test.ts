import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createWechatPayClient, headersOfRecord } from '../../../apps/server/src/modules/payments/wechat-pay/index.ts';
import { type CallbackReceiver, startCallbackReceiver, startTestLab, type TestLab } from './lab-client.ts';

let lab: TestLab;
let receiver: CallbackReceiver;

beforeAll(async () => {
  lab = await startTestLab();
  receiver = await startCallbackReceiver();
});
afterEach(async () => {
  receiver.answerWith(204);
  await lab.setFaults();
  await expect.poll(pending, { timeout: 10_000 }).toBe(0);
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

let counter = 0;
async function payOne(): Promise<string> {
  counter += 1;
  const outTradeNo = `FAULTS${String(counter).padStart(4, '0')}`;
  const input = { outTradeNo, description: '可乐', amount: 300, notifyUrl: receiver.url };
  await createWechatPayClient(lab.paylab.credentials()).createNativeOrder(input);
  await lab.lab('POST', `/orders/${outTradeNo}/pay`, {});
  return outTradeNo;
}

async function subjectsFrom(start: number): Promise<string[]> {
  const client = createWechatPayClient(lab.paylab.credentials());
  const subjects: string[] = [];
  for (const { headers, rawBody } of receiver.received.slice(start)) {
    const callback = await client.readCallback(headersOfRecord(headers), rawBody);
    if (callback.kind === 'transaction') subjects.push(callback.transaction.out_trade_no);
  }
  return subjects;
}

interface Notification {
  subject: string;
  delivered: boolean;
  nextAt: number | null;
  attempts: { at: number; outcome: string }[];
}
async function pending(): Promise<number> {
  const { notifications } = (await lab.lab('GET', '/books')) as { notifications: Notification[] };
  return notifications.filter((notification) => notification.nextAt !== null).length;
}
async function notificationOf(subject: string): Promise<Notification | undefined> {
  const { notifications } = (await lab.lab('GET', '/books')) as { notifications: Notification[] };
  return notifications.find((notification) => notification.subject === subject);
}

test('[PAY-4] a dropped callback is sent again by the channel’s schedule', async () => {
  const start = receiver.received.length;
  await lab.setFaults({ kind: 'drop', times: 2 });
  const number = await payOne();
  await receiver.arrived(start + 1);
  await expect.poll(async () => (await notificationOf(number))?.delivered).toBe(true);
  const outcomes = (await notificationOf(number))?.attempts.map((attempt) => attempt.outcome);
  expect(outcomes).toEqual(['dropped', 'dropped', 'HTTP 204']);
});

test('[PAY-4] a callback that is answered with a failure comes again, up to 15 more times, and then never', async () => {
  receiver.answerWith(500);
  const number = await payOne();
  await lab.lab('PUT', '/clock', { shiftMs: 0 });
  let shift = 0;
  await expect
    .poll(
      async () => {
        shift += 6 * 3_600_000;
        await lab.lab('PUT', '/clock', { shiftMs: shift });
        return (await notificationOf(number))?.nextAt;
      },
      { timeout: 10_000, interval: 20 },
    )
    .toBeNull();
  const notification = await notificationOf(number);
  expect(notification).toMatchObject({ delivered: false });
  expect(notification?.attempts).toHaveLength(16);
  await lab.lab('PUT', '/clock', { shiftMs: 0 });
});

test('[PAY-4] duplicates carry the same id and content', async () => {
  const start = receiver.received.length;
  await lab.setFaults({ kind: 'duplicate', copies: 4, times: 1 });
  const number = await payOne();
  await receiver.arrived(start + 5);
  expect(await subjectsFrom(start)).toEqual(Array(5).fill(number));
  const ids = receiver.received
    .slice(start)
    .map(({ rawBody }) => (JSON.parse(rawBody.toString()) as { id: string }).id);
  expect(new Set(ids).size).toBe(1);
});

test('[PAY-4] reordered callbacks arrive after the next one', async () => {
  const start = receiver.received.length;
  await lab.setFaults({ kind: 'reorder', times: 1, ms: 10_000 });
  const first = await payOne();
  const second = await payOne();
  await receiver.arrived(start + 2);
  expect(await subjectsFrom(start)).toEqual([second, first]);
});

test('[PAY-4] a delayed callback arrives late, and what is under way survives a restart', async () => {
  const start = receiver.received.length;
  await lab.setFaults({ kind: 'delay', ms: 60_000, times: 1 });
  const number = await payOne();
  expect(receiver.received.length).toBe(start);
  await lab.restart();
  await receiver.arrived(start + 1);
  expect(await subjectsFrom(start)).toEqual([number]);
});
