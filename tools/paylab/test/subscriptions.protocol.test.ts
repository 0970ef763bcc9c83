import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestLab, type TestLab } from './lab-client.ts';

let lab: TestLab;
const OPENID = 'oReader';
const answered = z.looseObject({ errcode: z.int() });

beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab[Symbol.asyncDispose]());

const template = () => {
  const found = lab.paylab.credentials().subscriptionTemplates.balance;
  if (!found) throw new Error('the lab has no template');
  return found;
};
const fields = { amount1: '¥100.00', amount2: '¥120.00', time3: '2026年11月22日 08:05', thing4: '充值已到账' };

async function token(): Promise<string> {
  const { appid, appSecret } = lab.paylab.credentials();
  const response = await fetch(`${lab.paylab.url}/cgi-bin/stable_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credential', appid, secret: appSecret }),
  });
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}

async function send(accessToken: string, change: object = {}, data: Record<string, string> = fields): Promise<number> {
  const values = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, { value }]));
  const message = { touser: OPENID, template_id: template().templateId, page: 'pages/wallet/index', data: values };
  const response = await fetch(`${lab.paylab.url}/cgi-bin/message/subscribe/send?access_token=${accessToken}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...message, ...change }),
  });
  return answered.parse(await response.json()).errcode;
}
const grant = (count: number) =>
  lab.lab('POST', '/subscriptions', { openid: OPENID, templateIds: [template().templateId], count });

test('[MSG-5] one consent is good for one message, also after the emulator was started anew', async () => {
  const accessToken = await token();
  expect(await send(accessToken)).toBe(43101);
  await grant(2);
  expect(await send(accessToken)).toBe(0);
  await lab.restart();
  const again = await token();
  expect(await send(again)).toBe(0);
  expect(await send(again)).toBe(43101);
});

test('[MSG-1] a message is refused for its token, template, page and fields before a consent is taken', async () => {
  await grant(1);
  const accessToken = await token();
  expect(await send('invented')).toBe(40001);
  expect(await send(accessToken, { template_id: 'unknown' })).toBe(40037);
  expect(await send(accessToken, { page: '/pages/wallet/index' })).toBe(41030);
  const { thing4: _left, ...short } = fields;
  expect(await send(accessToken, {}, short)).toBe(47003);
  for (const wrong of [
    { thing4: '字'.repeat(21) },
    { amount1: 'much' },
    { time3: 'now' },
    { thing9: 'x' },
    { thing4: '' },
  ])
    expect(await send(accessToken, {}, { ...fields, ...wrong }), JSON.stringify(wrong)).toBe(47003);
  await lab.lab('POST', '/tokens/expire');
  expect(await send(accessToken)).toBe(42001);
  expect(await send(await token())).toBe(0);
});
