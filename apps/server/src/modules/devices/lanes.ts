export interface Lanes<T> {
  /** Puts an item behind the earlier ones of its lane; false when the lane, or everything, is full. */
  add(lane: string, item: T): boolean;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
}

export interface LaneOptions<T> {
  /** Lanes at work at once. */
  concurrency: number;
  waitingPerLane: number;
  waitingInAll: number;
  /** Items that are worked on together at most. */
  together: number;
  /** Milliseconds in which items of an idle lane are gathered: what is said in one breath is worked on together. */
  gatherMs: number;
  /** Works on what waits in a lane, in order. Must not throw. */
  work(lane: string, items: T[]): Promise<void>;
}

/** Keeps one device's messages in order, and no more than `concurrency` devices at work at once. */
export function createLanes<T>(options: LaneOptions<T>): Lanes<T> {
  const waiting = new Map<string, T[]>();
  const ready: string[] = [];
  const listeners: (() => void)[] = [];
  let gathering = false;
  let running = 0;
  let waitingInAll = 0;

  const pump = () => {
    while (running < options.concurrency) {
      const lane = ready.shift();
      if (lane === undefined) break;
      const items = waiting.get(lane)?.splice(0, options.together) ?? [];
      waitingInAll -= items.length;
      running += 1;
      void options.work(lane, items).finally(() => {
        running -= 1;
        if ((waiting.get(lane)?.length ?? 0) > 0) ready.push(lane);
        else waiting.delete(lane);
        pump();
      });
    }
    if (running === 0 && ready.length === 0) for (const listener of listeners.splice(0)) listener();
  };

  const gathered = () => {
    gathering = false;
    pump();
  };

  return {
    add(lane, item) {
      const queue = waiting.get(lane);
      if (waitingInAll >= options.waitingInAll) return false;
      if (queue && queue.length >= options.waitingPerLane) return false;
      waitingInAll += 1;
      if (queue) {
        queue.push(item);
        return true;
      }
      waiting.set(lane, [item]);
      ready.push(lane);
      if (!gathering) setTimeout(gathered, options.gatherMs);
      gathering = true;
      return true;
    },
    idle: () => (waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => listeners.push(resolve))),
  };
}
