import { describe, expect, it } from 'vitest';
import { createLanes } from './lanes.ts';

/** Lanes whose work is let go by hand; tells what was taken together. */
function bench(options: { concurrency?: number; together?: number; waitingPerLane?: number; waitingInAll?: number }) {
  const taken: string[] = [];
  const ends: (() => void)[] = [];
  const lanes = createLanes<number>({
    ...{ concurrency: 2, together: 3, waitingPerLane: 5, waitingInAll: 8, gatherMs: 1, ...options },
    work: (lane, items) =>
      new Promise((resolve) => {
        taken.push(`${lane}:${items.join()}`);
        ends.push(resolve);
      }),
  });
  return { lanes, taken, next: () => ends.shift()?.(), under: () => ends.length };
}

describe('lanes', () => {
  it('[DEV-4] take what a device says in one breath together, in order, and what it says meanwhile after it', async () => {
    const { lanes, taken, next } = bench({});
    for (const item of [1, 2, 3, 4]) lanes.add('a', item);
    await expect.poll(() => taken).toEqual(['a:1,2,3']);
    lanes.add('a', 5);
    next();
    await expect.poll(() => taken).toEqual(['a:1,2,3', 'a:4,5']);
    next();
    await lanes.idle();
  });

  it('[DEV-4] work on no more devices at once than they may, and let none starve', async () => {
    const { lanes, taken, next, under } = bench({ concurrency: 2 });
    for (const lane of ['a', 'b', 'c']) lanes.add(lane, 1);
    await expect.poll(() => taken).toEqual(['a:1', 'b:1']);
    lanes.add('a', 2);
    expect(under()).toBe(2);
    next();
    await expect.poll(() => taken).toEqual(['a:1', 'b:1', 'c:1']);
    next();
    await expect.poll(() => taken).toEqual(['a:1', 'b:1', 'c:1', 'a:2']);
    next();
    next();
    await lanes.idle();
  });

  it('[DEV-2] turn away what a flooding device, or all together, cannot have stored', () => {
    const { lanes } = bench({});
    const added = (lane: string, count: number) =>
      Array.from({ length: count }, (_, item) => lanes.add(lane, item)).filter(Boolean).length;
    expect(added('a', 9)).toBe(5);
    expect(added('b', 9)).toBe(3);
  });
});
