import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Credentials, LAB_KEY_HEADER } from '../src/index.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

async function startProcess(data: string): Promise<{ process: ChildProcess; credentials: Credentials }> {
  const process_ = spawn(process.execPath, [main, '--data', data], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of process_.stdout ?? []) if (String(line).includes('is ready')) break;
  const credentials = JSON.parse(await readFile(join(data, 'credentials.json'), 'utf8')) as Credentials;
  return { process: process_, credentials };
}

async function issueCode(credentials: Credentials): Promise<string> {
  const response = await fetch(`${credentials.baseUrl}/_lab/login-codes`, {
    method: 'POST',
    headers: { [LAB_KEY_HEADER]: credentials.labKey },
  });
  const { code } = (await response.json()) as { code: string };
  return code;
}

async function redeem(credentials: Credentials, code: string): Promise<unknown> {
  const query = new URLSearchParams({
    appid: credentials.appid,
    secret: credentials.appSecret,
    js_code: code,
    grant_type: 'authorization_code',
  });
  return (await fetch(`${credentials.baseUrl}/sns/jscode2session?${query}`)).json();
}

test('[PAY-2] books and keys survive kill -9, also with a torn last line', async () => {
  const data = await mkdtemp(join(tmpdir(), 'paylab-kill-'));
  const first = await startProcess(data);
  const codes = await Promise.all(Array.from({ length: 20 }, () => issueCode(first.credentials)));
  expect(await redeem(first.credentials, codes[0] ?? '')).toMatchObject({ openid: expect.any(String) });
  first.process.kill('SIGKILL');
  await once(first.process, 'exit');
  await appendFile(join(data, 'books.ndjson'), '[{"type":"order_cre');

  const second = await startProcess(data);
  expect(second.credentials.merchantPrivateKey).toBe(first.credentials.merchantPrivateKey);
  expect(await redeem(second.credentials, codes[0] ?? '')).toMatchObject({ errcode: 40163 });
  for (const code of codes.slice(1)) {
    expect(await redeem(second.credentials, code)).toMatchObject({ openid: expect.any(String) });
  }
  second.process.kill('SIGTERM');
  expect(await once(second.process, 'exit')).toEqual([0, null]);
  await rm(data, { recursive: true });
});
