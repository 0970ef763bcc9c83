import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { type RunningPostgres, startPostgres } from './embedded-postgres.ts';
import { isAlive } from './processes.ts';

const home = mkdtempSync(join(tmpdir(), 'latchkey-pg-'));
chmodSync(home, 0o700);
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Starts the cluster in a process of its own that is killed at once, as a crash of the supervisor would. */
function startAndDie(dataDirectory: string): void {
  const module = new URL('./embedded-postgres.ts', import.meta.url).href;
  const code = `const { startPostgres } = await import(${JSON.stringify(module)});
    await startPostgres({ dataDirectory: ${JSON.stringify(dataDirectory)} });
    process.kill(process.pid, 'SIGKILL');`;
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  expect(done.signal, done.stderr).toBe('SIGKILL');
}

const clusterPid = (folder: string): number =>
  Number(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

test('a cluster in a folder of mode 0700 keeps what was committed over a stop and over a kill of everything', async () => {
  const dataDirectory = join(home, 'kept');
  const first = await startPostgres({ dataDirectory });
  await query(first.url, 'create table kept (id int)');
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);

  startAndDie(dataDirectory);
  const orphan = clusterPid(dataDirectory);
  expect(isAlive(orphan)).toBe(true);
  const lines: string[] = [];
  const second = await startPostgres({ dataDirectory, log: (line) => lines.push(line) });
  expect(isAlive(orphan)).toBe(false);
  expect(lines.join()).toContain(`process ${orphan}`);
  await query(second.url, 'insert into kept values (7)');
  process.kill(second.pid, 'SIGKILL');
  await second.exited;

  const third: RunningPostgres = await startPostgres({ dataDirectory });
  expect(await query(third.url, 'select id from kept')).toEqual([{ id: 7 }]);
  await third.stop();
}, 60_000);

test('the cluster takes only its random password, and only over the loopback address', async () => {
  const dataDirectory = join(home, 'closed');
  const running = await startPostgres({ dataDirectory, unsafeForTests: true });
  expect(statSync(join(dataDirectory, 'password')).mode & 0o777).toBe(0o600);
  const wrong = new URL(running.url);
  wrong.password = 'wrong';
  await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  const rows = await query(running.url, `select name, setting from pg_settings where name like 'listen_addresses'`);
  expect(rows).toEqual([{ name: 'listen_addresses', setting: '127.0.0.1' }]);
  const wrongHere = new URL(running.localUrl);
  wrongHere.password = 'wrong';
  await expect(query(wrongHere.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  await running.stop();
}, 60_000);

test('programs of this machine come by a socket that nobody else reaches, also after a kill; a long path has TCP only', async () => {
  const dataDirectory = join(home, 'local');
  const peer = 'select inet_client_addr() as address';
  const first = await startPostgres({ dataDirectory, unsafeForTests: true });
  expect(await query(first.localUrl, peer)).toEqual([{ address: null }]);
  expect(await query(first.url, peer)).toEqual([{ address: '127.0.0.1' }]);
  const folder = new URL(first.localUrl).searchParams.get('host') ?? '';
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  process.kill(first.pid, 'SIGKILL');
  await first.exited;
  // The lock file that it left names a process that lives: this one.
  writeFileSync(join(folder, `.s.PGSQL.${first.port}.lock`), `${process.pid}\n/nowhere\n1\n${first.port}\n${folder}\n`);
  const second = await startPostgres({ dataDirectory, port: first.port, unsafeForTests: true });
  expect(second.localUrl).toBe(first.localUrl);
  expect(await query(second.localUrl, peer)).toEqual([{ address: null }]);
  await second.stop();

  const long = await startPostgres({ dataDirectory: join(home, 'l'.repeat(80)), unsafeForTests: true });
  expect(long.localUrl).toBe(long.url);
  await long.stop();
}, 60_000);

test('the database sorts Chinese by pinyin where it is asked to, and speaks UTF-8', async () => {
  const running = await startPostgres({ dataDirectory: join(home, 'words'), unsafeForTests: true });
  const rows = await query(
    running.url,
    `select w from (values ('重庆'), ('北京'), ('安')) as t(w) order by w collate "zh-x-icu"`,
  );
  expect(rows.map((row) => row.w)).toEqual(['安', '北京', '重庆']);
  await running.stop();
}, 60_000);
