import { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import type { Bus } from './bus.ts';
import type { AfterCommit, Context, Kernel, Runtime } from './context.ts';
import type { Database } from './db.ts';

const nothingYet = (): AfterCommit => ({ news: [], hints: new Set(), acts: [] });

/** Puts database, bus and kernel together into what edges open their transactions with. */
export function createRuntime(options: { kernel: Kernel; database: Database; bus: Bus; log: Logger }): Runtime {
  const { kernel, database, bus, log } = options;
  const local = new EventEmitter();
  local.setMaxListeners(100);
  bus.onHint((name) => local.emit(name));
  const hint = (name: string) => {
    local.emit(name);
    bus.sendHint(name);
  };
  return {
    kernel,
    database,
    log,
    read: (actor, origin = null) => ({ db: database, actor, now: kernel.clock.now(), log, origin, kernel }),
    async transaction(actor, work, origin = null) {
      let afterCommit = nothingYet();
      const result = await database.transaction((tx) => {
        afterCommit = nothingYet();
        const ctx: Context = { tx, db: tx, actor, now: kernel.clock.now(), log, origin, kernel, afterCommit };
        return work(ctx);
      });
      for (const act of afterCommit.acts) act();
      for (const name of afterCommit.hints) hint(name);
      for (const item of afterCommit.news) bus.sendNews(item);
      return result;
    },
    hint,
    onHint(name, listener) {
      local.on(name, listener);
      return () => local.off(name, listener);
    },
  };
}
