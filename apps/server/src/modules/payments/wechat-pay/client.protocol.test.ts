import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CallbackReceiver,
  type ReceivedCallback,
  startCallbackReceiver,
  startTestLab,
  type TestLab,
} from '../../../../../../tools/paylab/test/lab-client.ts';
import { createWechatPayClient, headersOfRecord, WechatPayError } from './index.ts';

let lab: TestLab;
let receiver: CallbackReceiver;

beforeAll(async () => {
  lab = await startTestLab();
  receiver = await startCallbackReceiver();
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

const client = (overrides: object = {}) => createWechatPayClient({ ...lab.paylab.credentials(), ...overrides });

let counter = 0;
function order(amount = 990) {
  counter += 1;
  const outTradeNo = `CLIENT${String(counter).padStart(6, '0')}`;
  return { outTradeNo, description: '东方树叶 茉莉花茶', amount, notifyUrl: receiver.url };
}

async function failureOf(promise: Promise<unknown>): Promise<WechatPayError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof WechatPayError)) throw new Error(`expected a WechatPayError, got ${String(error)}`);
  return error;
}

async function payAndReceive(outTradeNo: string, count = 1): Promise<ReceivedCallback[]> {
  const before = receiver.received.length;
  await lab.lab('POST', `/orders/${outTradeNo}/pay`, {});
  await receiver.arrived(before + count);
  return receiver.received.slice(before, before + count);
}

const read = (callback: ReceivedCallback | undefined, reader = client()) =>
  reader.readCallback(headersOfRecord(callback?.headers ?? {}), callback?.rawBody ?? Buffer.alloc(0));

describe('orders and refunds', () => {
  test('[PAY-1] H5, Native and JSAPI orders bring what each front end needs', async () => {
    const { h5Url } = await client().createH5Order({ ...order(), clientIp: '2001:db8::7' });
    expect(h5Url).toMatch(/checkmweb\?prepay_id=wx/);
    const { codeUrl } = await client().createNativeOrder({ ...order(), expiresAt: new Date(Date.now() + 600_000) });
    expect(codeUrl).toContain('/native/pay');

    const jsapi = order();
    const { prepayId, parameters } = await client().createJsapiOrder({ ...jsapi, openid: 'oUpF8uMuAJO' });
    expect(parameters).toMatchObject({ signType: 'RSA', package: `prepay_id=${prepayId}` });
    const paid = await lab.lab('POST', '/jsapi/pay', parameters);
    expect(paid).toMatchObject({ trade_state: 'SUCCESS', payer: { openid: 'oUpF8uMuAJO' } });
    const forged = { ...parameters, package: 'prepay_id=wx0' };
    await expect(lab.lab('POST', '/jsapi/pay', forged)).rejects.toThrow('SIGN_ERROR');
  });

  test('[PAY-3] a callback is verified and opened, then a query by either number agrees', async () => {
    const input = order(1234);
    await client().createNativeOrder(input);
    const [callback] = await payAndReceive(input.outTradeNo);
    const content = await read(callback);
    expect(content).toMatchObject({ kind: 'transaction', eventType: 'TRANSACTION.SUCCESS' });
    if (content.kind !== 'transaction') throw new Error('not a transaction');
    expect(content.transaction).toMatchObject({ out_trade_no: input.outTradeNo, amount: { total: 1234 } });
    const queried = await client().queryByOutTradeNo(input.outTradeNo);
    expect(queried.transaction_id).toBe(content.transaction.transaction_id);
    const byId = await client().queryByTransactionId(queried.transaction_id ?? '');
    expect(byId.out_trade_no).toBe(input.outTradeNo);
  });

  test('[PAY-6] a refund is accepted first and done later, by callback and by query', async () => {
    const input = order(1000);
    await client().createNativeOrder(input);
    await payAndReceive(input.outTradeNo);
    const before = receiver.received.length;
    const outRefundNo = `${input.outTradeNo}R1`;
    const request = { outTradeNo: input.outTradeNo, outRefundNo, notifyUrl: receiver.url, refund: 400, total: 1000 };
    expect(await client().refund(request)).toMatchObject({ status: 'PROCESSING', amount: { refund: 400 } });
    await receiver.arrived(before + 1);
    expect(await read(receiver.received[before])).toMatchObject({
      kind: 'refund',
      refund: { refund_status: 'SUCCESS' },
    });
    expect(await client().queryRefund(outRefundNo)).toMatchObject({ status: 'SUCCESS' });
  });

  test('[PAY-2] closing is final', async () => {
    const input = order();
    await client().createNativeOrder(input);
    await client().closeOrder(input.outTradeNo);
    expect(await client().queryByOutTradeNo(input.outTradeNo)).toMatchObject({ trade_state: 'CLOSED' });
  });
});

describe('failures', () => {
  test('[PAY-2] a refusal is told from an unknown outcome', async () => {
    const missing = await failureOf(client().queryByOutTradeNo('NOSUCHORDER'));
    expect(missing).toMatchObject({ kind: 'rejected', code: 'ORDER_NOT_EXIST', status: 404, verified: true });
    await lab.setFaults({ kind: 'reject', status: 429, code: 'FREQUENCY_LIMITED', times: 1 });
    const throttled = await failureOf(client().queryByOutTradeNo('NOSUCHORDER'));
    expect(throttled).toMatchObject({ kind: 'unknown', code: 'FREQUENCY_LIMITED' });
    await lab.setFaults({ kind: 'reject', status: 400, code: 'SYSTEMERROR', times: 1 });
    const old = await failureOf(client().queryByOutTradeNo('NOSUCHORDER'));
    expect(old).toMatchObject({ kind: 'unknown', code: 'SYSTEM_ERROR' });
  });

  test.each([
    [{ kind: 'error_after' } as const, 'SYSTEM_ERROR', 8000],
    [{ kind: 'hang_after', ms: 60_000 } as const, 'TIMEOUT', 1000],
    [{ kind: 'hang_after', ms: 0 } as const, 'NETWORK', 8000],
  ])(
    '[PAY-4] after %o the outcome is unknown, the order exists, and the same number brings it back',
    async (fault, code, timeoutMs) => {
      const input = order();
      await lab.setFaults({ ...fault, times: 1 });
      const failure = await failureOf(client({ timeoutMs }).createNativeOrder(input));
      expect(failure).toMatchObject({ kind: 'unknown', code });
      expect(await client().queryByOutTradeNo(input.outTradeNo)).toMatchObject({ trade_state: 'NOTPAY' });
      expect(await client().createNativeOrder(input)).toMatchObject({ codeUrl: expect.any(String) });
    },
  );

  test.each([
    ['unsigned_answer', 'SIGNATURE_MISSING'],
    ['forged_answer', 'SIGNATURE_WRONG'],
    ['probe_answer', 'SIGNATURE_PROBE'],
  ] as const)('[PAY-3] an answer with fault %s is not believed', async (kind, code) => {
    const input = order();
    await client().createNativeOrder(input);
    await lab.setFaults({ kind, times: 1 });
    const failure = await failureOf(client().queryByOutTradeNo(input.outTradeNo));
    expect(failure).toMatchObject({ kind: 'untrusted', code });
  });
});

describe('forged callbacks', () => {
  test.each([
    ['signature', 'SIGNATURE_WRONG'],
    ['probe', 'SIGNATURE_PROBE'],
    ['body', 'SIGNATURE_WRONG'],
    ['stale', 'TIMESTAMP_SKEW'],
  ] as const)(
    '[PAY-3] a callback with a forged %s is refused, the genuine one after it is believed',
    async (forgery, code) => {
      const input = order();
      await client().createNativeOrder(input);
      await lab.setFaults({ kind: 'forge', forgery, times: 1 });
      const [forged, genuine] = await payAndReceive(input.outTradeNo, 2);
      expect(await failureOf(read(forged))).toMatchObject({ kind: 'untrusted', code });
      expect(await read(genuine)).toMatchObject({ kind: 'transaction' });
    },
  );
});

describe('keys', () => {
  test('[PAY-2] platform certificates are fetched when first needed and after a rotation', async () => {
    const fresh = createWechatPayClient(
      { ...lab.paylab.credentials(), platformKeys: {}, downloadsCertificates: true },
      { minCertificateRefreshMs: 0 },
    );
    const input = order();
    await fresh.createNativeOrder(input);
    await lab.lab('POST', '/keys/rotate', { what: 'certificate' });
    expect(await fresh.queryByOutTradeNo(input.outTradeNo)).toMatchObject({ trade_state: 'NOTPAY' });
    const [callback] = await payAndReceive(input.outTradeNo);
    expect(await read(callback, fresh)).toMatchObject({ kind: 'transaction' });
  });

  test('[PAY-2] during the migration to public keys both kinds of callback are believed', async () => {
    await lab.lab('PUT', '/keys/mode', { mode: 'mixed' });
    const serials = new Set<string>();
    for (let index = 0; index < 2; index += 1) {
      const input = order();
      await client().createNativeOrder(input);
      const [callback] = await payAndReceive(input.outTradeNo);
      serials.add(String(callback?.headers['wechatpay-serial']).slice(0, 11));
      expect(await read(callback)).toMatchObject({ kind: 'transaction' });
    }
    expect(serials.size).toBe(2);
    await lab.lab('PUT', '/keys/mode', { mode: 'public-key' });
    const only = client();
    const input = order();
    await only.createNativeOrder(input);
    expect(await only.queryByOutTradeNo(input.outTradeNo)).toMatchObject({ trade_state: 'NOTPAY' });
    await lab.lab('PUT', '/keys/mode', { mode: 'certificate' });
  });

  test('[PAY-2] a flood of unknown serials causes one download, an unknown public key none', async () => {
    const calls: string[] = [];
    const counting = await startCountingProxy(lab.paylab.url, calls);
    const reader = client({ baseUrl: counting.url, downloadsCertificates: true });
    const headers = (serial: string) => ({
      'wechatpay-timestamp': String(Math.floor(Date.now() / 1000)),
      'wechatpay-nonce': 'n',
      'wechatpay-serial': serial,
      'wechatpay-signature': 'AAAA',
    });
    const attempt = (serial: string) =>
      failureOf(reader.readCallback(headersOfRecord(headers(serial)), Buffer.from('{}')));
    const publicKey = await attempt('PUB_KEY_ID_0000000000000000000000000');
    expect(publicKey.code).toBe('SERIAL_UNKNOWN');
    expect(calls).toEqual([]);
    const serials = Array.from({ length: 200 }, (_, index) => `5157F09EFDC096DE${String(index).padStart(8, '0')}`);
    const reasons = await Promise.all(serials.map(attempt));
    expect(new Set(reasons.map((reason) => reason.code))).toEqual(new Set(['SERIAL_UNKNOWN']));
    for (const serial of serials) await attempt(`${serial}AA`);
    expect(calls).toEqual(['/v3/certificates']);
    await counting.close();
  });

  test('[PAY-3] our own certificate is never taken for the platform', () => {
    const { merchantSerial, platformKeys } = lab.paylab.credentials();
    const [pem = ''] = Object.values(platformKeys);
    expect(() => client({ platformKeys: { [merchantSerial]: pem } })).toThrow(RangeError);
  });
});

/** Forwards to the emulator and notes the paths. */
async function startCountingProxy(target: string, calls: string[]) {
  const { createServer } = await import('node:http');
  const server = createServer(async (request, response) => {
    calls.push(request.url ?? '');
    const answer = await fetch(`${target}${request.url}`, {
      headers: { authorization: String(request.headers.authorization) },
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { url: `http://127.0.0.1:${address.port}`, close };
}
