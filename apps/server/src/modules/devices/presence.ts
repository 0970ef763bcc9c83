import { systemActor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import { touchOnline } from './presence-store.ts';
import { recordPresences } from './record-presence.ts';

/** Milliseconds in which comings and goings are gathered: a store's power cut is one transaction, and so is a server's start. */
const GATHER_MS = 15;
/** Milliseconds between writings of when devices were last seen. */
const SEEN_EVERY_MS = 5_000;
const BATCH = 500;

export interface PresenceBook {
  /** A device said that it is there, or the broker that it is gone. */
  heard(code: string, online: boolean): void;
  /** The connection to the broker is new: what was known says nothing any more, everybody shows themselves again. */
  forget(): void;
  stop(): Promise<void>;
}

/**
 * Keeps who is there. A coming or going is written at once; a heartbeat of a device that is known to be there only remembers
 * that it was seen, and all that were are written together every few seconds. Holds a name a device and nothing else.
 */
export function createPresenceBook(runtime: Runtime, onError: (error: unknown) => void): PresenceBook {
  const actor = systemActor('devices');
  const here = new Set<string>();
  const moved = new Map<string, boolean>();
  let seen = new Set<string>();
  let gathering: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  const write = async () => {
    const batch = [...moved].slice(0, BATCH);
    for (const [code] of batch) moved.delete(code);
    if (moved.size > 0) gather();
    if (batch.length === 0) return;
    const changes = batch.map(([code, online]) => ({ code, online }));
    const known = await runtime.transaction(actor, (ctx) => recordPresences(ctx, { changes }));
    for (const { code, online } of changes) {
      if (online && known.has(code)) here.add(code);
      else here.delete(code);
    }
  };
  const gather = () => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      working = working.then(write).catch(onError);
    }, GATHER_MS);
  };
  const writeSeen = async () => {
    const codes = [...seen];
    seen = new Set();
    if (codes.length === 0) return;
    const now = runtime.kernel.clock.now();
    const online = await runtime.database.transaction((tx) => touchOnline(tx, codes, now));
    const written = new Map(online.map((one) => [one.code, one.written]));
    for (const code of codes) {
      // Who is called offline meanwhile, by another server for instance, comes again.
      if (!written.has(code)) move(code, true);
      else if (!written.get(code) && here.has(code)) seen.add(code);
    }
  };
  const move = (code: string, online: boolean) => {
    here.delete(code);
    seen.delete(code);
    moved.delete(code);
    moved.set(code, online);
    gather();
  };
  const timer = setInterval(() => {
    working = working.then(writeSeen).catch(onError);
  }, SEEN_EVERY_MS);

  return {
    heard(code, online) {
      if (online && here.has(code)) seen.add(code);
      else move(code, online);
    },
    forget: () => here.clear(),
    async stop() {
      clearInterval(timer);
      clearTimeout(gathering);
      working = working.then(writeSeen).then(write).catch(onError);
      await working;
      clearTimeout(gathering);
    },
  };
}
