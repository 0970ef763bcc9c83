import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { decryptResource, encryptResource } from './aead.ts';
import { canonicalCode, WechatPayError } from './errors.ts';
import { encryptSensitiveField, signSha256 } from './signing.ts';
import { assertSignature, headersOfRecord, MAX_SKEW_SECONDS, readSignatureHeaders } from './verification.ts';

/** Known answers from the official Go and Java SDKs (Apache-2.0); each entry names its source. */
const vectors = z
  .array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('rsa-sha256'), message: z.string(), signature: z.string(), cert: z.string() }),
      z.object({
        kind: z.literal('gcm'),
        key: z.string(),
        nonce: z.string(),
        aad: z.string(),
        plaintext: z.string(),
        ciphertext: z.string(),
      }),
    ]),
  )
  .parse(JSON.parse(readFileSync(new URL('./fixtures/vectors.json', import.meta.url), 'utf8')));

function vector<Kind extends 'rsa-sha256' | 'gcm'>(kind: Kind) {
  const found = vectors.find(
    (entry): entry is Extract<(typeof vectors)[number], { kind: Kind }> => entry.kind === kind,
  );
  if (!found) throw new Error(`no vector of kind ${kind}`);
  return found;
}

const platform = generateKeyPairSync('rsa', { modulusLength: 2048 });
const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
const now = 1_760_000_000;
const body = Buffer.from('{"id":"1","amount":{"total":1}}');

function signed(overrides: Record<string, string | undefined> = {}, at = now, key = platform.privateKey) {
  return {
    'wechatpay-timestamp': String(at),
    'wechatpay-nonce': 'N0NCE',
    'wechatpay-serial': 'PUB_KEY_ID_01',
    'wechatpay-signature': signSha256(key, `${at}\nN0NCE\n${body.toString()}\n`),
    ...overrides,
  };
}

function verify(headers: Record<string, string | undefined>, bytes: Buffer = body): void {
  const read = readSignatureHeaders(headersOfRecord(headers), now);
  assertSignature(platform.publicKey, read, bytes);
}

function reasonOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof WechatPayError && error.kind === 'untrusted') return error.code;
    throw error;
  }
  return 'believed';
}

describe('signatures', () => {
  test('[PAY-2] the known-answer signature verifies under its certificate, and an altered one does not', () => {
    const { cert, message, signature } = vector('rsa-sha256');
    const { publicKey } = new X509Certificate(cert);
    const { createVerify } = process.getBuiltinModule('node:crypto');
    expect(createVerify('RSA-SHA256').update(message).verify(publicKey, signature, 'base64')).toBe(true);
    expect(createVerify('RSA-SHA256').update(`${message}x`).verify(publicKey, signature, 'base64')).toBe(false);
  });

  test('[PAY-3] a genuine message is believed', () => {
    expect(reasonOf(() => verify(signed()))).toBe('believed');
  });

  test.each<[string, Record<string, string | undefined>, string]>([
    ['a missing signature', { 'wechatpay-signature': undefined }, 'SIGNATURE_MISSING'],
    ['an empty signature', { 'wechatpay-signature': '' }, 'SIGNATURE_MISSING'],
    ['a missing serial', { 'wechatpay-serial': undefined }, 'SIGNATURE_MISSING'],
    ['a missing nonce', { 'wechatpay-nonce': '' }, 'SIGNATURE_MISSING'],
    ['a probe', { 'wechatpay-signature': `WECHATPAY/SIGNTEST/${'A'.repeat(300)}` }, 'SIGNATURE_PROBE'],
    ['a signature that is not base64', { 'wechatpay-signature': '!!' }, 'SIGNATURE_WRONG'],
    ['another signature type', { 'wechatpay-signature-type': 'WECHATPAY2-RSA-SHA1' }, 'SIGNATURE_TYPE'],
    ['another nonce', { 'wechatpay-nonce': 'OTHER' }, 'SIGNATURE_WRONG'],
    ['a time that is no number', { 'wechatpay-timestamp': '0x12' }, 'TIMESTAMP_INVALID'],
  ])('[PAY-3] %s is refused', (_name, overrides, reason) => {
    expect(reasonOf(() => verify(signed(overrides)))).toBe(reason);
  });

  test('[PAY-3] a signature made with the merchant key is refused', () => {
    expect(reasonOf(() => verify(signed({}, now, merchant.privateKey)))).toBe('SIGNATURE_WRONG');
  });

  test.each([
    [-MAX_SKEW_SECONDS, 'believed'],
    [MAX_SKEW_SECONDS, 'believed'],
    [-MAX_SKEW_SECONDS - 1, 'TIMESTAMP_SKEW'],
    [MAX_SKEW_SECONDS + 1, 'TIMESTAMP_SKEW'],
  ])('[PAY-3] a message signed %i s from now: %s', (offset, reason) => {
    expect(reasonOf(() => verify(signed({}, now + offset)))).toBe(reason);
  });

  test('[PAY-3] a body that was parsed and written again is refused', () => {
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1));
    expect(reasonOf(() => verify(signed(), rewritten))).toBe('SIGNATURE_WRONG');
  });
});

describe('encryption', () => {
  const { key, nonce, aad, plaintext, ciphertext } = vector('gcm');

  test('[PAY-2] the known-answer ciphertext opens', () => {
    expect(decryptResource(key, { nonce, associated_data: aad, ciphertext })).toBe(plaintext);
  });

  test('[PAY-2] what is sealed opens again, with and without associated data', () => {
    for (const associated of ['', 'transaction']) {
      expect(decryptResource(key, encryptResource(key, '支付成功', associated))).toBe('支付成功');
    }
  });

  const flip = (position: number) => {
    const bytes = Buffer.from(ciphertext, 'base64');
    const index = position < 0 ? bytes.length + position : position;
    bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
    return bytes.toString('base64');
  };

  test.each([
    ['ciphertext', { nonce, associated_data: aad, ciphertext: flip(0) }],
    ['tag', { nonce, associated_data: aad, ciphertext: flip(-1) }],
    ['associated data', { nonce, associated_data: `${aad}x`, ciphertext }],
    ['nonce', { nonce: `${nonce.slice(0, -1)}X`, associated_data: aad, ciphertext }],
    ['length', { nonce, associated_data: aad, ciphertext: 'AAAA' }],
  ])('[PAY-3] an altered %s is refused', (_part, resource) => {
    expect(reasonOf(() => decryptResource(key, resource))).toBe('DECRYPTION_FAILED');
  });

  test.each(['', 'x'.repeat(31), 'x'.repeat(33), '键'.repeat(32)])(
    '[PAY-3] an APIv3 key that is not 32 bytes is refused',
    (wrong) => {
      expect(() => decryptResource(wrong, { nonce, associated_data: aad, ciphertext })).toThrow(RangeError);
    },
  );

  test('[PAY-2] a sensitive field opens under the platform private key', () => {
    const { constants, privateDecrypt } = process.getBuiltinModule('node:crypto');
    const sealed = Buffer.from(encryptSensitiveField(platform.publicKey, '张三'), 'base64');
    const options = { key: platform.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
    expect(privateDecrypt(options, sealed).toString()).toBe('张三');
  });
});

test('[PAY-2] old spellings of error codes are understood', () => {
  const spellings = ['SYSTEMERROR', 'ORDERNOTEXIST', 'RULELIMIT', 'PARAM_ERROR'].map(canonicalCode);
  expect(spellings).toEqual(['SYSTEM_ERROR', 'ORDER_NOT_EXIST', 'RULE_LIMIT', 'PARAM_ERROR']);
});

test('[PAY-10] errors tell neither key nor secret', () => {
  const key = randomBytes(16).toString('hex');
  try {
    decryptResource(key, { nonce: 'n'.repeat(12), ciphertext: Buffer.alloc(20).toString('base64') });
  } catch (error) {
    expect(String(error)).not.toContain(key);
  }
  expect(() => createPrivateKey('not a key')).toThrow();
});
