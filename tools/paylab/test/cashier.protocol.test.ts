import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWechatPayClient } from '../../../apps/server/src/modules/payments/wechat-pay/index.ts';
import { startTestLab, type TestLab } from './lab-client.ts';

const SHOP = 'http://shop.example';
let lab: TestLab;

beforeAll(async () => {
  lab = await startTestLab({ returnOrigins: [SHOP], merchantName: '云门便利 <上海>' });
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

async function h5Order(outTradeNo: string) {
  const client = createWechatPayClient(lab.paylab.credentials());
  const input = { outTradeNo, description: '可乐 & 薯片', amount: 1_234_56, notifyUrl: 'http://127.0.0.1:9/x' };
  const { h5Url } = await client.createH5Order({ ...input, clientIp: '203.0.113.7' });
  return { client, h5Url };
}

const withReturn = (h5Url: string, to = `${SHOP}/orders/1?a=b`) => `${h5Url}&redirect_url=${encodeURIComponent(to)}`;

function submit(url: string, act: string): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams({ act }), redirect: 'manual' });
}

test('[PAY-2] the cashier shows the amount, the shop and the goods, with everything escaped', async () => {
  const { h5Url } = await h5Order('CASHIER001');
  const response = await fetch(withReturn(h5Url));
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(html).toContain('lang="zh-CN"');
  expect(html).toContain('<b>1,234</b><span>.56</span>');
  expect(html).toContain('云门便利 &lt;上海&gt;');
  expect(html).toContain('可乐 &amp; 薯片');
  expect(html).toContain('测试收银台');
});

test.each([
  ['en', 'Pay now'],
  ['zh-TW', '立即付款'],
])('[PAY-2] the cashier speaks %s', async (language, text) => {
  const { h5Url } = await h5Order(`CASHIER-${language}`);
  const html = await (await fetch(h5Url, { headers: { 'accept-language': language } })).text();
  expect(html).toContain(text);
});

test('[PAY-2] paying leads back to the shop, and the query says SUCCESS', async () => {
  const { client, h5Url } = await h5Order('CASHIER002');
  const response = await submit(withReturn(h5Url), 'pay');
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe(`${SHOP}/orders/1?a=b`);
  expect(await client.queryByOutTradeNo('CASHIER002')).toMatchObject({ trade_state: 'SUCCESS' });
  expect(await (await fetch(h5Url)).text()).toContain('支付成功');
});

test('[PAY-2] cancelling leads back and leaves the order open', async () => {
  const { client, h5Url } = await h5Order('CASHIER003');
  const response = await submit(withReturn(h5Url), 'cancel');
  expect(response.headers.get('location')).toBe(`${SHOP}/orders/1?a=b`);
  expect(await client.queryByOutTradeNo('CASHIER003')).toMatchObject({ trade_state: 'NOTPAY' });
});

test('[PAY-5] failing says why and leaves PAYERROR', async () => {
  const { client, h5Url } = await h5Order('CASHIER004');
  const response = await submit(withReturn(h5Url), 'fail');
  expect(response.status).toBe(303);
  expect(await (await fetch(withReturn(h5Url))).text()).toContain('银行拒绝付款');
  expect(await client.queryByOutTradeNo('CASHIER004')).toMatchObject({ trade_state: 'PAYERROR' });
});

test.each(['http://evil.example/', 'javascript:alert(1)', '//evil.example', `${SHOP}.evil.example/`])(
  '[PAY-2] it never leads to %s, and nothing is paid there',
  async (target) => {
    const { client, h5Url } = await h5Order('CASHIER005');
    const response = await submit(withReturn(h5Url, target), 'pay');
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await client.queryByOutTradeNo('CASHIER005')).toMatchObject({ trade_state: 'NOTPAY' });
  },
);

test('[PAY-2] a Native code leads to a page that pays', async () => {
  const client = createWechatPayClient(lab.paylab.credentials());
  const input = { outTradeNo: 'CASHIER006', description: '可乐', amount: 300, notifyUrl: 'http://127.0.0.1:9/x' };
  const { codeUrl } = await client.createNativeOrder(input);
  const response = await submit(codeUrl, 'pay');
  expect(response.status).toBe(303);
  expect(await client.queryByOutTradeNo('CASHIER006')).toMatchObject({ trade_state: 'SUCCESS' });
});

test('[PAY-2] a wrong token finds no order', async () => {
  const { h5Url } = await h5Order('CASHIER007');
  expect((await fetch(`${h5Url}x`)).status).toBe(404);
});
