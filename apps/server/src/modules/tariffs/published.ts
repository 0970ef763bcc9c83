import type { tariffsSchemas } from '@latchkey/contract';
import type { RoomRuleSet } from '@latchkey/pricing';
import type { ReadContext } from '../../kernel/context.ts';
import { effectiveVersionId, type VersionRow, versionById } from './store.ts';

interface Version {
  row: VersionRow;
  rules: { id: string; version: number } & tariffsSchemas.TariffContent;
}

const KEPT = 500;
/** Versions never change, so that what was read once stays true; what pricing compiles hangs on these objects. */
const versions = new Map<string, Version>();

/** The version of a store's prices that holds at an instant; null while it has none. */
export async function versionAt(ctx: ReadContext, storeId: string, at: Date): Promise<Version | null> {
  const effective = await effectiveVersionId(ctx.db, storeId, at);
  if (effective === null) return null;
  const known = versions.get(effective.id);
  if (known) return known;
  const row = await versionById(ctx.db, effective.id);
  const read = { row, rules: { id: row.id, version: row.number, ...row.content } };
  if (versions.size >= KEPT) versions.clear();
  versions.set(row.id, read);
  return read;
}

/** The published prices of a store that hold at an instant (now, unless said); null while it has none. */
export async function publishedRules(
  ctx: ReadContext,
  storeId: string,
  at: Date = ctx.now,
): Promise<RoomRuleSet | null> {
  return (await versionAt(ctx, storeId, at))?.rules ?? null;
}
