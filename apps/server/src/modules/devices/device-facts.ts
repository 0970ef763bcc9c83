import type { ReadContext } from '../../kernel/context.ts';
import { devicesByIds, devicesInStores } from './store.ts';

/** A device in service as modules above use it. */
export interface DeviceFacts {
  id: string;
  code: string;
  kind: string;
  name: string;
  storeId: string | null;
  online: boolean;
  desired: Record<string, unknown>;
  reported: Record<string, unknown>;
}

/** Devices in service by id; stopped and unknown ones are missing. */
export async function deviceFacts(ctx: ReadContext, ids: readonly string[]): Promise<Map<string, DeviceFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await devicesByIds(ctx.db, [...new Set(ids)]);
  return new Map(
    rows
      .filter((row) => row.state === 'active')
      .map(({ id, code, kind, name, store_id: storeId, online, desired, reported }) => [
        id,
        { id, code, kind, name, storeId, online, desired, reported },
      ]),
  );
}

/** Devices in service of one kind in one store. */
export async function devicesOfKind(ctx: ReadContext, storeId: string, kind: string): Promise<DeviceFacts[]> {
  const rows = await devicesInStores(ctx.db, [storeId], kind);
  return [
    ...(
      await deviceFacts(
        ctx,
        rows.map(({ id }) => id),
      )
    ).values(),
  ];
}
