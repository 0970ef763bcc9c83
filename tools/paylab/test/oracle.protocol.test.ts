import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import type { SigningMode } from '../src/index.ts';
import {
  type CallbackReceiver,
  type ReceivedCallback,
  startCallbackReceiver,
  startTestLab,
  type TestLab,
} from './lab-client.ts';

/** An independent, third-party client (MIT) walks the whole life of an order against the emulator. */
describe.each<SigningMode>(['certificate', 'public-key', 'mixed'])('wechatpay-axios-plugin in %s mode', (mode) => {
  let lab: TestLab;
  let receiver: CallbackReceiver;

  beforeAll(async () => {
    lab = await startTestLab({ mode });
    receiver = await startCallbackReceiver();
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
    await receiver[Symbol.asyncDispose]();
  });

  function oracle() {
    const { baseUrl, mchid, merchantSerial, merchantPrivateKey, platformKeys } = lab.paylab.credentials();
    return new Wechatpay({
      mchid,
      serial: merchantSerial,
      privateKey: merchantPrivateKey,
      certs: { ...platformKeys },
      baseURL: `${baseUrl}/`,
    });
  }

  function orderBody(outTradeNo: string) {
    const { appid, mchid } = lab.paylab.credentials();
    return {
      appid,
      mchid,
      description: '农夫山泉 等 2 件',
      out_trade_no: outTradeNo,
      notify_url: receiver.url,
      amount: { total: 800, currency: 'CNY' },
    };
  }

  /** Verifies and opens a callback with the oracle's own tools. */
  function openCallback(callback: ReceivedCallback): Record<string, unknown> {
    const { platformKeys, apiV3Key } = lab.paylab.credentials();
    const header = (name: string) => String(callback.headers[name]);
    const body = callback.rawBody.toString('utf8');
    const key = platformKeys[header('wechatpay-serial')];
    expect(key).toBeDefined();
    const message = Formatter.response(header('wechatpay-timestamp'), header('wechatpay-nonce'), body);
    expect(Rsa.verify(message, header('wechatpay-signature'), key ?? '')).toBe(true);
    const { resource } = JSON.parse(body) as { resource: Record<string, string> };
    const plain = Aes.AesGcm.decrypt(
      resource.ciphertext ?? '',
      apiV3Key,
      resource.nonce ?? '',
      resource.associated_data,
    );
    return JSON.parse(plain) as Record<string, unknown>;
  }

  test('[PAY-2] it orders, is called back, queries, refunds and is called back again', async () => {
    const wechatpay = oracle();
    const before = receiver.received.length;
    const outTradeNo = `ORACLE${mode.replaceAll('-', '')}1`;

    const ordered = await wechatpay.chain('v3/pay/transactions/native').post(orderBody(outTradeNo));
    expect(ordered.status).toBe(200);
    expect(ordered.data).toMatchObject({ code_url: expect.stringContaining('/native/pay?pr=') });

    await lab.lab('POST', `/orders/${outTradeNo}/pay`, {});
    await receiver.arrived(before + 1);
    const paid = openCallback(receiver.received[before] as ReceivedCallback);
    expect(paid).toMatchObject({ out_trade_no: outTradeNo, trade_state: 'SUCCESS', amount: { total: 800 } });

    const { mchid } = lab.paylab.credentials();
    const queried = await wechatpay.chain(`v3/pay/transactions/out-trade-no/${outTradeNo}`).get({ params: { mchid } });
    expect(queried.data).toMatchObject({ trade_state: 'SUCCESS', transaction_id: paid.transaction_id });

    const refunded = await wechatpay.chain('v3/refund/domestic/refunds').post({
      transaction_id: String(paid.transaction_id),
      out_refund_no: `${outTradeNo}-1`,
      reason: '商品已售完',
      notify_url: receiver.url,
      amount: { refund: 300, total: 800, currency: 'CNY' },
    });
    expect(refunded.data).toMatchObject({ status: 'PROCESSING', amount: { refund: 300 } });
    await receiver.arrived(before + 2);
    const notice = openCallback(receiver.received[before + 1] as ReceivedCallback);
    expect(notice).toMatchObject({ refund_status: 'SUCCESS', out_refund_no: `${outTradeNo}-1` });
    expect(notice).not.toHaveProperty('appid');

    const found = await wechatpay.chain(`v3/refund/domestic/refunds/${outTradeNo}-1`).get();
    expect(found.data).toMatchObject({ status: 'SUCCESS' });
  });

  test('[PAY-2] it orders by H5 and JSAPI and closes', async () => {
    const wechatpay = oracle();
    const scene_info = { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } };
    const h5 = await wechatpay.chain('v3/pay/transactions/h5').post({ ...orderBody('ORACLEH5'), scene_info });
    expect(h5.data).toMatchObject({ h5_url: expect.stringContaining('/checkmweb?prepay_id=') });

    const jsapi = await wechatpay.chain('v3/pay/transactions/jsapi').post({
      ...orderBody('ORACLEJSAPI'),
      payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
    });
    expect(jsapi.data).toMatchObject({ prepay_id: expect.stringMatching(/^wx/) });

    const { mchid } = lab.paylab.credentials();
    const closed = await wechatpay.chain('v3/pay/transactions/out-trade-no/ORACLEH5/close').post({ mchid });
    expect(closed.status).toBe(204);
  });

  test.each(['unsigned_answer', 'forged_answer', 'probe_answer'] as const)(
    '[PAY-2] it refuses an answer with fault %s',
    async (kind) => {
      await lab.setFaults({ kind, times: 1 });
      const { mchid } = lab.paylab.credentials();
      const query = oracle().chain('v3/pay/transactions/out-trade-no/ORACLEJSAPI').get({ params: { mchid } });
      await expect(query).rejects.toThrow();
    },
  );
});
