import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin';
import { decryptResource, encryptResource } from './aead.ts';
import { authorizationHeader, encryptSensitiveField, signJsapiParameters } from './signing.ts';

// An independent implementation (MIT) must understand what ours makes, and the other way round.
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const merchant = { mchid: '1900009191', serial: '1DDE55AD98ED71D6', privateKey: createPrivateKey(privateKey) };
const apiV3Key = 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb';

test('[PAY-2] the signature of a request, also one with an empty body, is the one the oracle expects', () => {
  for (const body of ['{"a":"中文"}', '']) {
    const request = { method: 'GET', target: '/v3/x?mchid=1', body, timestamp: 1_760_000_000, nonce: 'NONCE' };
    const signature = /signature="([^"]+)"/.exec(authorizationHeader(merchant, request))?.[1] ?? '';
    const message = Formatter.request('GET', '/v3/x?mchid=1', 1_760_000_000, 'NONCE', body);
    expect(Rsa.verify(message, signature, publicKey)).toBe(true);
  }
});

test('[PAY-2] the JSAPI parameters are signed as the oracle expects', () => {
  const parameters = signJsapiParameters(merchant, { appid: 'wx1', prepayId: 'wx2', timestamp: 1, nonce: 'N' });
  const message = Formatter.joinedByLineFeed('wx1', '1', 'N', 'prepay_id=wx2');
  expect(Rsa.verify(message, parameters.paySign, publicKey)).toBe(true);
});

test('[PAY-2] either side opens what the other encrypted', () => {
  const ours = encryptResource(apiV3Key, '支付成功', 'transaction');
  expect(Aes.AesGcm.decrypt(ours.ciphertext, apiV3Key, ours.nonce, ours.associated_data)).toBe('支付成功');
  const ciphertext = Aes.AesGcm.encrypt('退款成功', apiV3Key, '0123456789ab', 'refund');
  expect(decryptResource(apiV3Key, { ciphertext, nonce: '0123456789ab', associated_data: 'refund' })).toBe('退款成功');
  expect(Rsa.decrypt(encryptSensitiveField(createPrivateKey(privateKey), '张三'), privateKey)).toBe('张三');
});
