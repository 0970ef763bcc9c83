// A venue with rooms and prices by the hour, made by the product's own verbs.
import { systemActor } from '../../../../apps/server/src/kernel/actor.ts';
import { createRoom } from '../../../../apps/server/src/modules/organisation/index.ts';
import { publishDraft, writeDraft } from '../../../../apps/server/src/modules/tariffs/index.ts';
import { makeStore } from '../../../../apps/server/src/testing/device-bench.ts';
import { hourlyTariff } from '../../../../apps/server/src/testing/rooms.ts';
import type { Product } from '../run/product.ts';
import { range } from '../run/world.ts';

const maker = systemActor('bench');
/** Fen an hour. */
export const HOUR_PRICE = 6_000;
export const BUFFER_MINUTES = 15;

export function makeVenue({ runtime }: Pick<Product, 'runtime'>, rooms: number) {
  return runtime.transaction(maker, async (ctx) => {
    const storeId = await makeStore(ctx, { kind: 'rooms', name: '评测茶室' });
    const roomIds: string[] = [];
    for (const index of range(rooms)) {
      const { roomId } = await createRoom(ctx, storeId, {
        ...{ name: `${index + 1} 号房`, kind: 'tea', style: null, capacity: 6, description: null, facilities: [] },
        ...{ sort: index, bufferMinutes: BUFFER_MINUTES, state: 'open' },
      });
      roomIds.push(roomId);
    }
    await writeDraft(ctx, storeId, { content: hourlyTariff(HOUR_PRICE), revision: 0 });
    await publishDraft(ctx, storeId, { revision: 1, note: null, effectiveFrom: null });
    return { storeId, roomIds };
  });
}
