import type { Logger } from 'pino';
import type { Actor } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Crypto } from './crypto.ts';
import type { Database, Db, Tx } from './db.ts';
import type { Listeners } from './events.ts';
import type { NewsItem } from './news.ts';
import type { Storage } from './storage.ts';

/** What every verb may use beside the database. */
export interface Kernel {
  config: Config;
  crypto: Crypto;
  storage: Storage;
  clock: Clock;
  /** Who listens to events in the running product; without it, every event is written. */
  listeners?: Listeners;
}

/** Where a request came from, for the audit log. */
export interface Origin {
  requestId: string;
  address: string | null;
}

/** For queries: reads only. */
export interface ReadContext {
  db: Db;
  actor: Actor;
  now: Date;
  log: Logger;
  origin: Origin | null;
  kernel: Kernel;
}

/** For verbs: a running transaction. `db` is the same transaction, so that a verb can call queries. */
export interface Context extends ReadContext {
  tx: Tx;
  /** News and hints to send once the transaction has committed. */
  afterCommit: AfterCommit;
  /** Listeners that bear it run within this transaction; whoever sets it can do the same again without. */
  atOnce?: boolean;
}

/** What leaves after the commit. It may be lost in a crash: every receiver has a poller behind it. */
export interface AfterCommit {
  news: NewsItem[];
  /** Names of pollers to wake at once: `outbox`, `devices.commands`, … */
  hints: Set<string>;
  /** What this process itself does at once; must not throw. */
  acts: (() => void)[];
}

/** Opens transactions and reads for edges: HTTP, MQTT, jobs, sweeps. */
export interface Runtime {
  kernel: Kernel;
  database: Database;
  log: Logger;
  read(actor: Actor, origin?: Origin | null): ReadContext;
  /** Runs verbs in one transaction, then sends its news and hints. */
  transaction<T>(actor: Actor, work: (ctx: Context) => Promise<T>, origin?: Origin | null): Promise<T>;
  /** Wakes a poller in this process and the others; carries no work and may be lost. */
  hint(name: string): void;
  /** Calls the listener whenever the named hint arrives. */
  onHint(name: string, listener: () => void): () => void;
}
