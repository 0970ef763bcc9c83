import { ApiError } from '@latchkey/client';
import { describe, expect, test } from 'vitest';
import { createScanQueue, type QueuedScan } from './scan-queue';

const offline = () => new ApiError('offline', 'no line', 0);

function phone(kept: { text: string | null } = { text: null }) {
  let keys = 0;
  const clock = { now: 1_000_000 };
  const queue = createScanQueue({
    load: () => kept.text,
    save: (text) => {
      kept.text = text;
    },
    newKey: () => `key-${kept.text?.length ?? 0}-${++keys}`,
    now: () => clock.now,
  });
  return { queue, kept, clock };
}

/** A server that counts a key once, and loses the line when told to: before or after it has counted. */
function server() {
  const counted = new Map<string, string>();
  const faults: ('before' | 'after')[] = [];
  const send = async (scan: QueuedScan) => {
    const fault = faults.shift();
    if (fault === 'before') throw offline();
    counted.set(scan.key, scan.barcode);
    if (fault === 'after') throw offline();
  };
  return { send, faults, goods: () => [...counted.values()] };
}

describe('scans without a line', () => {
  test('[ORD-2] wait, survive a reload, and are counted once each in their order', async () => {
    const shop = server();
    const { queue, kept } = phone();
    shop.faults.push('before', 'after');
    queue.add('visit', '6901');
    expect((await queue.drain('visit', shop.send))?.code).toBe('offline');
    queue.add('visit', '6902');
    expect((await queue.drain('visit', shop.send))?.code).toBe('offline');
    expect(queue.store.get().waiting).toHaveLength(2);

    const reloaded = phone(kept).queue;
    expect(await reloaded.drain('visit', shop.send)).toBeNull();
    expect(shop.goods()).toEqual(['6901', '6902']);
    expect(kept.text).toBeNull();
  });

  test('[ORD-2] a piece that the store refuses goes, the rest is still counted', async () => {
    const { queue } = phone();
    const refusal = new ApiError('barcode_unknown', 'unknown', 404);
    const seen: string[] = [];
    for (const barcode of ['1111', '2222', '3333']) queue.add('visit', barcode);
    const answer = await queue.drain('visit', async ({ barcode }) => {
      if (barcode === '2222') throw refusal;
      seen.push(barcode);
    });
    expect(answer).toBe(refusal);
    expect(seen).toEqual(['1111', '3333']);
    expect(queue.store.get().waiting).toEqual([]);
  });

  test('[ORD-2, ORD-21] a piece of another stay, or older than a cart lives, is never bought by surprise', async () => {
    const shop = server();
    const { queue, clock } = phone();
    queue.add('yesterday', '6901');
    queue.add('visit', '6902');
    clock.now += 31 * 60_000;
    queue.add('visit', '6903');
    await queue.drain('visit', shop.send);
    expect(shop.goods()).toEqual(['6903']);
  });

  test('[ORD-2] two calls at once send each piece once', async () => {
    const { queue } = phone();
    let sent = 0;
    queue.add('visit', '6901');
    const send = async () => {
      sent++;
      await Promise.resolve();
    };
    await Promise.all([queue.drain('visit', send), queue.drain('visit', send)]);
    expect(sent).toBe(1);
  });

  test('[ORD-2] what lies broken in the storage is no scan', () => {
    expect(phone({ text: '{"no":1}' }).queue.store.get().waiting).toEqual([]);
    expect(phone({ text: '[{"key":1}]' }).queue.store.get().waiting).toEqual([]);
    expect(phone({ text: 'nonsense' }).queue.store.get().waiting).toEqual([]);
  });
});
