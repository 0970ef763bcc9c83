import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestLab, type TestLab } from '../../../../../tools/paylab/test/lab-client.ts';
import { createWechatMiniProgram, MiniProgramError } from './wechat-mini-program.ts';

let lab: TestLab;

beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

function miniProgram(overrides: object = {}) {
  const { baseUrl, appid, appSecret } = lab.paylab.credentials();
  return createWechatMiniProgram({ baseUrl, appid, secret: appSecret, ...overrides });
}

async function loginCode(input: object = {}): Promise<string> {
  const { code } = (await lab.lab('POST', '/login-codes', input)) as { code: string };
  return code;
}

async function failureOf(promise: Promise<unknown>): Promise<MiniProgramError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MiniProgramError)) throw new Error(`expected a MiniProgramError, got ${String(error)}`);
  return error;
}

test('[IDN-1] a login code gives the person once', async () => {
  const code = await loginCode({ openid: 'oLabPerson' });
  const session = await miniProgram().exchangeCode(code);
  expect(session).toMatchObject({ openid: 'oLabPerson', unionid: expect.any(String) });
  expect(await failureOf(miniProgram().exchangeCode(code))).toMatchObject({ kind: 'code_refused', errcode: 40163 });
});

test('[IDN-1] an invented code, and a code of the phone button, are refused', async () => {
  expect(await failureOf(miniProgram().exchangeCode('invented'))).toMatchObject({
    kind: 'code_refused',
    errcode: 40029,
  });
  const phoneCode = await loginCode({ phone: '13800138000' });
  expect(await failureOf(miniProgram().exchangeCode(phoneCode))).toMatchObject({ kind: 'code_refused' });
});

test('[IDN-1] the phone button gives the number, also after the token was changed elsewhere', async () => {
  const app = miniProgram();
  expect(await app.getPhoneNumber(await loginCode({ phone: '13800138000' }))).toEqual({
    phoneNumber: '13800138000',
    purePhoneNumber: '13800138000',
    countryCode: '86',
  });
  await lab.restart();
  expect(await app.getPhoneNumber(await loginCode({ phone: '13900139000' }))).toMatchObject({
    purePhoneNumber: '13900139000',
  });
});

test('[IDN-1] a wrong secret is a misconfiguration, and no error tells the secret', async () => {
  const secret = 'a-very-secret-text';
  const failure = await failureOf(miniProgram({ secret }).exchangeCode('x'));
  expect(failure).toMatchObject({ kind: 'misconfigured', errcode: 40125 });
  const unreachable = await failureOf(miniProgram({ secret, baseUrl: 'http://127.0.0.1:9' }).exchangeCode('x'));
  expect(unreachable.kind).toBe('unavailable');
  for (const error of [failure, unreachable]) {
    expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(secret);
  }
});
