import type { DoorAvailability } from '@latchkey/contract';
import { localParts } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import type { OrganisationPorts } from './ports.ts';
import { availability } from './rules.ts';
import { listStores } from './store.ts';

const AT_ONCE = 500;

/** How many stores of a scope (null for all) customers would find in which way at this moment. */
export async function countAvailabilities(
  ctx: ReadContext,
  ports: Pick<OrganisationPorts, 'doorOnline' | 'insideCounts'>,
  storeIds: readonly string[] | null,
): Promise<Map<DoorAvailability, number>> {
  const counts = new Map<DoorAvailability, number>();
  let after: string | null = null;
  for (let more = true; more; ) {
    const rows: Awaited<ReturnType<typeof listStores>> = await listStores(ctx.db, { storeIds }, after, AT_ONCE);
    const ids = rows.map((row) => row.id);
    const online = await ports.doorOnline(ctx, ids);
    const inside = await ports.insideCounts(ctx, ids);
    for (const row of rows) {
      const found = availability({ ...row, locked: row.lockdownSince !== null }, localParts(ctx.now, row.zone), {
        doorOnline: online.get(row.id) ?? false,
        inside: inside.get(row.id) ?? 0,
      });
      counts.set(found, (counts.get(found) ?? 0) + 1);
    }
    after = rows.at(-1)?.id ?? null;
    more = rows.length === AT_ONCE;
  }
  return counts;
}
