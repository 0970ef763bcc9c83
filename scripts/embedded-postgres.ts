// Runs a PostgreSQL cluster of our own: made once, started on a free port of the loopback address, ended in
// order. After a kill -9 an orphan of this data folder is found by its pid file and ended before the next start.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Account,
  chooseAccount,
  giveTo,
  makeOwnedFolder,
  reachableBinaries,
  reachableFolder,
} from './postgres/account.ts';
import { debianBinaries15, embeddedBinaries, type PostgresBinaries } from './postgres/binaries.ts';
import { commandLine, endProcess, isAlive } from './processes.ts';
import { probePort } from './product/ports.ts';

export interface PostgresOptions {
  /** Holds the cluster, its password (0600) and its log; made when missing. */
  readonly dataDirectory: string;
  readonly log?: (line: string) => void;
  /** Default: a free port. */
  readonly port?: number;
  /** For tests only: no fsync, so a crash of the machine loses data. */
  readonly unsafeForTests?: boolean;
  readonly binaries?: PostgresBinaries;
}

export interface RunningPostgres {
  /** Connection address of the database `latchkey`, with the password in it. */
  readonly url: string;
  /**
   * The same over a Unix socket, which costs both sides a quarter less for each round trip; where there can be none (Windows, a
   * path that is too long for one), it is `url`.
   */
  readonly localUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the server process has ended, wanted or not. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

interface Place {
  readonly home: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly account: Account;
  readonly binaries: PostgresBinaries;
}

const STOP_STEPS = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const satisfies readonly [NodeJS.Signals, number][];

function command(place: Place, program: string, args: readonly string[]): [string, string[]] {
  const all = [...place.account.prefix, join(place.binaries.bin, program), ...args];
  return [all[0] as string, all.slice(1)];
}

function owner({ uid, gid }: Account): { uid?: number; gid?: number } {
  return uid === undefined || gid === undefined ? {} : { uid, gid };
}

/** Messages of PostgreSQL are read by us, so they are English everywhere. */
const ENVIRONMENT = { PATH: process.env.PATH ?? '', LC_ALL: 'C', LC_MESSAGES: 'C', TZ: 'UTC' };

function run(place: Place, program: string, args: readonly string[], input = ''): void {
  const [file, rest] = command(place, program, args);
  const cwd = place.home;
  const done = spawnSync(file, rest, { cwd, env: ENVIRONMENT, encoding: 'utf8', input, ...owner(place.account) });
  if (done.status === 0) return;
  throw new Error(`${program} failed: ${done.error?.message ?? ''}${done.stdout ?? ''}${done.stderr ?? ''}`);
}

function readPassword(place: Place): string {
  if (!existsSync(place.passwordFile)) {
    const temporary = `${place.passwordFile}.new`;
    writeFileSync(temporary, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    giveTo(temporary, place.account);
    renameSync(temporary, place.passwordFile);
  }
  return readFileSync(place.passwordFile, 'utf8').trim();
}

/** Makes the cluster beside its final place and renames it, so that a kill half-way leaves nothing half-made. */
function createCluster(place: Place, unsafe: boolean): void {
  const fresh = `${place.cluster}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const libc = process.platform === 'linux';
  const locale = libc ? ['--locale=C.UTF-8'] : ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const sync = unsafe ? ['--no-sync'] : [];
  const pwfile = `--pwfile=${place.passwordFile}`;
  run(place, 'initdb', [
    '-D',
    fresh,
    '-U',
    'latchkey',
    '-A',
    'scram-sha-256',
    pwfile,
    '-E',
    'UTF8',
    ...locale,
    ...sync,
  ]);
  run(place, 'postgres', ['--single', '-D', fresh, 'template1'], 'create database latchkey\n');
  renameSync(fresh, place.cluster);
}

interface PidFile {
  readonly pid: number;
  readonly ready: boolean;
}

function readPidFile(place: Place): PidFile | null {
  try {
    const lines = readFileSync(join(place.cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Math.abs(Number(lines[0]));
    return Number.isInteger(pid) && pid > 1 ? { pid, ready: (lines[7] ?? '').trim() === 'ready' } : null;
  } catch {
    return null;
  }
}

/** Ends a server that an earlier, killed run left behind, and drops a pid file whose number means another program. */
async function endOrphan(place: Place, log: (line: string) => void): Promise<void> {
  const left = readPidFile(place);
  if (!left) return;
  const line = isAlive(left.pid) ? commandLine(left.pid) : '';
  const ours = line === null ? isAlive(left.pid) : line.includes('postgres') && line.includes(place.cluster);
  if (ours) {
    log(`ending the database server of an earlier run (process ${left.pid})`);
    await endProcess(left.pid, STOP_STEPS);
  }
  if (readPidFile(place)?.pid === left.pid) rmSync(join(place.cluster, 'postmaster.pid'), { force: true });
}

/** What the system can hold of a socket's path, the least of all systems. */
const LONGEST_SOCKET_PATH = 103;

/** A folder of our own for the server's socket, without what a killed server left in it; null where there can be none. */
function socketFolder(place: Place): string | null {
  const folder = join(place.home, 'socket');
  if (process.platform === 'win32' || Buffer.byteLength(`${folder}/.s.PGSQL.65535`) > LONGEST_SOCKET_PATH) return null;
  // A lock file beside a socket names a process; after a restart of the machine that number may be anybody's.
  rmSync(folder, { recursive: true, force: true });
  makeOwnedFolder(folder, place.account);
  return folder;
}

function settings(port: number, sockets: string | null, unsafe: boolean): string[] {
  const values: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // Quoted: the setting is a list.
    unix_socket_directories: sockets === null ? '' : `"${sockets.replaceAll('"', '""')}"`,
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    ...(unsafe ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function launch(place: Place, port: number, sockets: string | null, unsafe: boolean): ChildProcess {
  if (existsSync(place.logFile) && statSync(place.logFile).size > 10_000_000) {
    renameSync(place.logFile, `${place.logFile}.1`);
  }
  const output = openSync(place.logFile, 'a', 0o600);
  const [file, args] = command(place, 'postgres', ['-D', place.cluster, ...settings(port, sockets, unsafe)]);
  // Its own process group: Ctrl-C in a terminal must reach us first, who end things in order.
  const stdio: ['ignore', number, number] = ['ignore', output, output];
  const options = { cwd: place.home, env: ENVIRONMENT, stdio, detached: true, ...owner(place.account) };
  const child = spawn(file, args, options);
  closeSync(output);
  return child;
}

/** True once the server takes connections; false when it ended before that. */
async function becameReady(place: Place, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + 120_000; // recovery after a crash may take long
  while (child.exitCode === null && child.signalCode === null) {
    const file = readPidFile(place);
    if (file?.ready && file.pid === child.pid) return true;
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      return false;
    }
    await delay(20);
  }
  return false;
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n') : '';
}

function findPlace(options: PostgresOptions): Place {
  const account = chooseAccount();
  const binaries = reachableBinaries(options.binaries ?? embeddedBinaries(), account);
  const home = reachableFolder(resolve(options.dataDirectory), account);
  makeOwnedFolder(home, account);
  const cluster = join(home, 'cluster');
  return {
    home,
    cluster,
    account,
    binaries,
    passwordFile: join(home, 'password'),
    logFile: join(home, 'postgres.log'),
  };
}

function checkVersion(place: Place): void {
  const found = Number(readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8'));
  if (found === place.binaries.majorVersion) return;
  const needed = place.binaries.majorVersion;
  throw new Error(`The data in ${place.cluster} is of PostgreSQL ${found}, the programs are of ${needed}.`);
}

/** Starts the cluster of a data folder, making it first when there is none. One caller a folder: see the data lock. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const log = options.log ?? (() => {});
  const unsafe = options.unsafeForTests ?? false;
  const place = findPlace(options);
  const password = readPassword(place);
  if (!existsSync(place.cluster)) {
    log('making the database cluster');
    createCluster(place, unsafe);
  }
  checkVersion(place);
  // A server killed a moment ago may still hold its shared memory or port: then it ends at once, and we try again.
  for (let attempt = 1; ; attempt += 1) {
    await endOrphan(place, log);
    const port = options.port ?? (await probePort(0));
    const sockets = socketFolder(place);
    const child = launch(place, port, sockets, unsafe);
    const exited = new Promise<void>((done) => {
      child.once('exit', () => done());
      child.once('error', () => done());
    });
    if (await becameReady(place, child)) {
      const pid = child.pid as number;
      const url = `postgres://latchkey:${password}@127.0.0.1:${port}/latchkey`;
      const localUrl = sockets === null ? url : `${url}?host=${encodeURIComponent(sockets)}`;
      return { url, localUrl, port, pid, exited, stop: () => endProcess(pid, STOP_STEPS) };
    }
    if (attempt === 8) throw new Error(`PostgreSQL does not start; the end of its log:\n${lastLines(place.logFile)}`);
    await delay(250 * attempt);
  }
}

/** Debian's PostgreSQL 15 on a cluster of its own, for tests. */
export async function startDebianPostgres15(options: Omit<PostgresOptions, 'binaries'>): Promise<RunningPostgres> {
  const binaries = debianBinaries15();
  if (!binaries) throw new Error("Debian's PostgreSQL 15 is missing: apt-get install postgresql-15");
  return await startPostgres({ ...options, binaries });
}
