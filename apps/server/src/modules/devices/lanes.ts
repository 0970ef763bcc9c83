export interface Lanes {
  /** Runs work after earlier work of the same lane; false when the lane, or everything, is full. Work must not throw. */
  run(lane: string, work: () => Promise<void>): boolean;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
}

/** Keeps one device's messages in order, and no more than `concurrency` devices at work at once. */
export function createLanes(options: { concurrency: number; waitingPerLane: number; waitingInAll: number }): Lanes {
  const waiting = new Map<string, (() => Promise<void>)[]>();
  const ready: string[] = [];
  const listeners: (() => void)[] = [];
  let running = 0;
  let waitingInAll = 0;

  const pump = () => {
    while (running < options.concurrency) {
      const lane = ready.shift();
      if (lane === undefined) break;
      const work = waiting.get(lane)?.shift();
      if (!work) continue;
      waitingInAll -= 1;
      running += 1;
      void work().finally(() => {
        running -= 1;
        if ((waiting.get(lane)?.length ?? 0) > 0) ready.push(lane);
        else waiting.delete(lane);
        pump();
      });
    }
    if (running === 0) for (const listener of listeners.splice(0)) listener();
  };

  return {
    run(lane, work) {
      const queue = waiting.get(lane);
      if (waitingInAll >= options.waitingInAll) return false;
      if (queue) {
        if (queue.length >= options.waitingPerLane) return false;
        waitingInAll += 1;
        queue.push(work);
        return true;
      }
      waitingInAll += 1;
      waiting.set(lane, [work]);
      ready.push(lane);
      pump();
      return true;
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => listeners.push(resolve))),
  };
}
