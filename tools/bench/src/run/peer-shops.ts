// Other shops, measured in the same run on the same PostgreSQL, by the scripts of a folder given on the command line: it
// has `env.sh`, `setup.sh`, `measure.sh`, `pg/start.sh` and `pg/stop.sh`, and writes `$WORK/results/<name>.json`.
import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';

export const peerNames = ['vendure', 'medusa'] as const;
export type PeerName = (typeof peerNames)[number];
const DATABASE = 'latchkey_bench';
const SHOPPERS = 8;

/** What a measurement of a peer says; what it says beside is not looked at. */
const results = z.object({
  orders: z.object({
    kiosk: z
      .array(
        z.object({
          shoppers: z.int(),
          done: z.int(),
          perSecond: z.number(),
          cpuMsPerUnit: z.object({ server: z.number(), postgres: z.number() }),
        }),
      )
      .nonempty(),
  }),
  contention: z.object({
    wholePurchase: z.array(z.object({ stock: z.int(), attempts: z.int(), sold: z.int() })).nonempty(),
  }),
});

export interface PeerFigures {
  ordersPerSecond: number;
  /** Of its server and of PostgreSQL; a peer's separate worker is left out. */
  cpuMs: number;
  /** Pieces that were sold beyond those in stock. */
  oversold: number;
}

export interface PeerShops {
  /** An empty database of ours on the peers' cluster, and the cluster's first process. */
  readonly database: { readonly url: string; readonly pid: number };
  /** Measures one peer after the other, nothing else running: 8 people who each scan three things and pay. */
  measure(): Promise<Record<PeerName, PeerFigures>>;
  /** Ends the cluster if it was not running before. */
  close(): Promise<void>;
}

/** Runs a script; what it prints is passed on as notes. */
function runScript(folder: string, script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(join(folder, script), args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (text: Buffer) => process.stderr.write(text));
    child.once('error', fail);
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`${script} ended with ${code}`))));
  });
}

async function settingsOf(folder: string): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)('bash', ['-c', '. "$0/env.sh" && env -0', folder]);
  const pairs = stdout.split('\0').filter((line) => line.includes('='));
  return Object.fromEntries(pairs.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

async function isListening(port: number): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function emptyDatabase(port: number): Promise<string> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query(`drop database if exists ${DATABASE} with (force)`);
  await client.query(`create database ${DATABASE}`);
  await client.end();
  return `postgres://postgres@127.0.0.1:${port}/${DATABASE}`;
}

function readFigures(file: string): PeerFigures {
  const { orders, contention } = results.parse(JSON.parse(readFileSync(file, 'utf8')));
  const level = orders.kiosk.find(({ shoppers }) => shoppers === SHOPPERS);
  if (!level) throw new Error(`${file} tells nothing of ${SHOPPERS} shoppers`);
  const { server, postgres } = level.cpuMsPerUnit;
  const oversold = contention.wholePurchase.map(({ sold, stock }) => Math.max(0, sold - stock));
  return { ordersPerSecond: level.perSecond, cpuMs: server + postgres, oversold: Math.max(...oversold) };
}

/** Starts the peers' cluster, and installs what is not there yet: some minutes. */
export async function openPeerShops(folder: string): Promise<PeerShops> {
  const settings = await settingsOf(folder);
  const { WORK = '', PGDATA = '' } = settings;
  const port = Number(settings.PGPORT);
  const running = await isListening(port);
  const missing = peerNames.filter((name) => !existsSync(join(WORK, name, 'node_modules')));
  if (missing.length > 0) await runScript(folder, 'setup.sh', missing, process.env);
  await runScript(folder, 'pg/start.sh', [], process.env);
  const url = await emptyDatabase(port);
  const pid = Number(readFileSync(join(PGDATA, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    database: { url, pid },
    async measure() {
      const narrower = { LEVELS: String(SHOPPERS), ONLY: 'kiosk contention', TRIALS: '1' };
      await runScript(folder, 'measure.sh', peerNames, { ...process.env, ...narrower });
      const [vendure, medusa] = peerNames.map((name) => readFigures(join(WORK, 'results', `${name}.json`)));
      if (!vendure || !medusa) throw new Error('a peer was not measured');
      return { vendure, medusa };
    },
    async close() {
      if (!running) await runScript(folder, 'pg/stop.sh', [], process.env);
    },
  };
}
