import type { Bindings, Level, LogFn, Logger } from 'pino';

/** Writes as a child of the log would. Most requests write nothing at a level that is on: the child is made by the first that does. */
export function requestLog(log: Logger, bindings: Bindings) {
  let own: Logger | null = null;
  const at = (level: Level) =>
    ((...parts: Parameters<LogFn>) => {
      if (!log.isLevelEnabled(level)) return;
      own ??= log.child(bindings);
      own[level](...parts);
    }) as LogFn;
  return {
    level: log.level,
    silent: () => {},
    child: (more: Bindings) => log.child({ ...bindings, ...more }),
    fatal: at('fatal'),
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    trace: at('trace'),
  };
}
