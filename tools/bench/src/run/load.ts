import { setTimeout as delay } from 'node:timers/promises';

export interface Load {
  /** Milliseconds of each unit of work that succeeded. */
  times: number[];
  failures: number;
  /** The first failure, for the report. */
  firstFailure: string | null;
  seconds: number;
}

const emptyLoad = (): Load => ({ times: [], failures: 0, firstFailure: null, seconds: 0 });

async function timed(load: Load, since: number, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    load.times.push(performance.now() - since);
  } catch (error) {
    load.failures += 1;
    load.firstFailure ??= error instanceof Error ? error.message : String(error);
  }
}

/** So many workers do one unit after the other until the list of units is done or the time is over. */
export async function closedLoop(options: {
  workers: number;
  seconds: number;
  /** Answers the next unit, or null when there is no more. */
  next: () => (() => Promise<void>) | null;
}): Promise<Load> {
  const load = emptyLoad();
  const started = performance.now();
  const until = started + options.seconds * 1000;
  await Promise.all(
    Array.from({ length: options.workers }, async () => {
      for (let unit = options.next(); unit !== null && performance.now() < until; unit = options.next())
        await timed(load, performance.now(), unit);
    }),
  );
  load.seconds = (performance.now() - started) / 1000;
  return load;
}

/**
 * Begins a unit at each tick of a fixed rate, whether or not earlier ones have ended, and counts each one's time from when it
 * was due: a server that stalls pays for everybody who had to wait.
 */
export async function openLoop(options: {
  perSecond: number;
  count: number;
  unit: (index: number) => Promise<void>;
}): Promise<Load> {
  const load = emptyLoad();
  const started = performance.now() + 20;
  const running: Promise<void>[] = [];
  for (let index = 0; index < options.count; index++) {
    const due = started + (index * 1000) / options.perSecond;
    const wait = due - performance.now();
    if (wait > 1) await delay(wait - 0.5);
    running.push(timed(load, due, () => options.unit(index)));
  }
  await Promise.all(running);
  load.seconds = (performance.now() - started) / 1000;
  return load;
}
