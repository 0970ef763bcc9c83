import { createSign, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestLab, type TestLab } from './lab-client.ts';

let lab: TestLab;

beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

interface CallOptions {
  signedBody?: string;
  timestamp?: number;
  serial?: string;
  authorization?: string;
}

/** A merchant's request, written by hand so that it can be wrong on purpose. */
async function call(method: string, path: string, body?: object, options: CallOptions = {}): Promise<Answer> {
  const { mchid, merchantSerial, merchantPrivateKey } = lab.paylab.credentials();
  const text = body ? JSON.stringify(body) : '';
  const timestamp = options.timestamp ?? Math.floor(Date.now() / 1000);
  const nonce = randomBytes(8).toString('hex');
  const message = `${method}\n${path}\n${timestamp}\n${nonce}\n${options.signedBody ?? text}\n`;
  const signature = createSign('RSA-SHA256').update(message).sign(merchantPrivateKey, 'base64');
  const authorization =
    options.authorization ??
    `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${options.serial ?? merchantSerial}",signature="${signature}"`;
  const response = await fetch(`${lab.paylab.url}${path}`, {
    method,
    headers: { authorization, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: text } : {}),
  });
  const answer = await response.text();
  return { status: response.status, body: answer ? (JSON.parse(answer) as Record<string, unknown>) : {} };
}

let counter = 0;
function orderBody(overrides: object = {}) {
  counter += 1;
  const { appid, mchid } = lab.paylab.credentials();
  return {
    appid,
    mchid,
    description: '东方树叶',
    out_trade_no: `RULES${String(counter).padStart(6, '0')}`,
    notify_url: 'http://127.0.0.1:9/callback',
    amount: { total: 5100, currency: 'CNY' },
    ...overrides,
  };
}

const native = (body: object) => call('POST', '/v3/pay/transactions/native', body);
const query = (number: string) =>
  call('GET', `/v3/pay/transactions/out-trade-no/${number}?mchid=${lab.paylab.credentials().mchid}`);
const close = (number: string) =>
  call('POST', `/v3/pay/transactions/out-trade-no/${number}/close`, { mchid: lab.paylab.credentials().mchid });

async function paidOrder() {
  const body = orderBody();
  await native(body);
  await lab.lab('POST', `/orders/${body.out_trade_no}/pay`, {});
  return body;
}

function refundBody(order: { out_trade_no: string; amount: { total: number } }, number: string, refund: number) {
  const amount = { refund, total: order.amount.total, currency: 'CNY' };
  return { out_trade_no: order.out_trade_no, out_refund_no: number, amount };
}
const refund = (body: object) => call('POST', '/v3/refund/domestic/refunds', body);

describe('merchant signatures', () => {
  test.each<[string, CallOptions]>([
    ['no authorization', { authorization: '' }],
    ['another scheme', { authorization: 'Bearer x' }],
    ['a body other than the signed one', { signedBody: '{}' }],
    ['a time 301 s ago', { timestamp: Math.floor(Date.now() / 1000) - 301 }],
    ['a time 310 s ahead', { timestamp: Math.floor(Date.now() / 1000) + 310 }],
    ['an unknown serial', { serial: '00AA' }],
  ])('[PAY-2] a request with %s gets 401 SIGN_ERROR', async (_name, options) => {
    const answer = await call('POST', '/v3/pay/transactions/native', orderBody(), options);
    expect(answer).toMatchObject({ status: 401, body: { code: 'SIGN_ERROR' } });
  });
});

describe('orders', () => {
  test('[PAY-2] the same number with the same content replays, with other content it is refused', async () => {
    const body = orderBody();
    const first = await native(body);
    expect(await native(body)).toEqual(first);
    const other = await native({ ...body, amount: { total: 5101, currency: 'CNY' } });
    expect(other).toMatchObject({ status: 403, body: { code: 'OUT_TRADE_NO_USED' } });
  });

  test.each<[string, object, string]>([
    ['an amount of 0', { amount: { total: 0, currency: 'CNY' } }, 'PARAM_ERROR'],
    ['a fractional amount', { amount: { total: 1.5, currency: 'CNY' } }, 'PARAM_ERROR'],
    ['another currency', { amount: { total: 1, currency: 'USD' } }, 'PARAM_ERROR'],
    ['a number of 5 characters', { out_trade_no: 'ABCDE' }, 'PARAM_ERROR'],
    ['a number of 33 characters', { out_trade_no: 'A'.repeat(33) }, 'PARAM_ERROR'],
    ['a number with a space', { out_trade_no: 'AB CDEFG' }, 'PARAM_ERROR'],
    ['another appid', { appid: 'wx0000000000000000' }, 'APPID_MCHID_NOT_MATCH'],
    ['an expiry in the past', { time_expire: '2020-01-01T00:00:00+08:00' }, 'INVALID_REQUEST'],
  ])('[PAY-2] an order with %s is refused', async (_name, overrides, code) => {
    expect(await native(orderBody(overrides))).toMatchObject({ status: 400, body: { code } });
  });

  test('[PAY-2] another merchant number is refused', async () => {
    expect(await native(orderBody({ mchid: '1900000001' }))).toMatchObject({ status: 403, body: { code: 'NO_AUTH' } });
  });

  test('[PAY-2] an unknown order is ORDER_NOT_EXIST, an unpaid one reads NOTPAY even when expired, until closed', async () => {
    expect(await query('NOSUCHORDER')).toMatchObject({ status: 404, body: { code: 'ORDER_NOT_EXIST' } });
    const body = orderBody({ time_expire: new Date(Date.now() + 60_000).toISOString() });
    await native(body);
    await lab.lab('PUT', '/clock', { shiftMs: 120_000 });
    expect((await query(body.out_trade_no)).body).toMatchObject({ trade_state: 'NOTPAY' });
    await expect(lab.lab('POST', `/orders/${body.out_trade_no}/pay`, {})).rejects.toThrow('INVALID_REQUEST');
    expect((await close(body.out_trade_no)).status).toBe(204);
    expect((await query(body.out_trade_no)).body).toMatchObject({ trade_state: 'CLOSED' });
    await lab.lab('PUT', '/clock', { shiftMs: 0 });
  });

  test('[PAY-2] a closed order cannot be ordered or paid again, a paid one cannot be closed', async () => {
    const closed = orderBody();
    await native(closed);
    await close(closed.out_trade_no);
    expect((await close(closed.out_trade_no)).status).toBe(204);
    expect(await native(closed)).toMatchObject({ status: 400, body: { code: 'ORDER_CLOSED' } });
    await expect(lab.lab('POST', `/orders/${closed.out_trade_no}/pay`, {})).rejects.toThrow('ORDER_CLOSED');

    const paid = await paidOrder();
    expect(await close(paid.out_trade_no)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  });

  test('[PAY-5] a payment that the bank refuses reads PAYERROR with the reason', async () => {
    const body = orderBody();
    await native(body);
    await lab.lab('POST', `/orders/${body.out_trade_no}/fail`, { reason: '余额不足' });
    expect((await query(body.out_trade_no)).body).toMatchObject({
      trade_state: 'PAYERROR',
      trade_state_desc: '余额不足',
    });
  });
});

describe('refunds', () => {
  test('[PAY-6] refunds replay by number, never exceed what was paid, and need a paid order', async () => {
    const order = await paidOrder();
    const first = await refund(refundBody(order, 'REFUND-A', 5000));
    expect(first).toMatchObject({ status: 200, body: { status: 'PROCESSING' } });
    const again = await refund(refundBody(order, 'REFUND-A', 5000));
    expect(again.body.refund_id).toBe(first.body.refund_id);
    expect(await refund(refundBody(order, 'REFUND-A', 4000))).toMatchObject({ status: 400 });
    expect(await refund(refundBody(order, 'REFUND-B', 101))).toMatchObject({ body: { code: 'INVALID_REQUEST' } });

    const unpaid = orderBody();
    await native(unpaid);
    expect(await refund(refundBody(unpaid, 'REFUND-C', 1))).toMatchObject({ body: { code: 'INVALID_REQUEST' } });
  });

  test('[PAY-6] two refunds of one order within a minute are throttled, the 51st is refused', async () => {
    const order = await paidOrder();
    expect((await refund(refundBody(order, 'MANY-01', 100))).status).toBe(200);
    expect(await refund(refundBody(order, 'MANY-02', 100))).toMatchObject({ body: { code: 'FREQUENCY_LIMITED' } });
    for (let number = 2; number <= 50; number += 1) {
      await lab.lab('PUT', '/clock', { shiftMs: number * 61_000 });
      const answer = await refund(refundBody(order, `MANY-${String(number).padStart(2, '0')}`, 100));
      expect(answer.status).toBe(200);
    }
    await lab.lab('PUT', '/clock', { shiftMs: 60 * 61_000 });
    expect(await refund(refundBody(order, 'MANY-51', 100))).toMatchObject({
      status: 403,
      body: { code: 'RULE_LIMIT' },
    });
    await lab.lab('PUT', '/clock', { shiftMs: 0 });
  });

  test('[PAY-6] racing refunds that together exceed the payment: one is accepted', async () => {
    const order = await paidOrder();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => refund(refundBody(order, `RACE-${index}`, 3000))),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });
});

describe('the lab API', () => {
  test('[PAY-2] it needs the lab key', async () => {
    const response = await fetch(`${lab.paylab.url}/_lab/books`);
    expect(response.status).toBe(403);
  });
});
