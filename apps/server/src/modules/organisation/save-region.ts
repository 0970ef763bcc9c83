import { requireStaff, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { insertRegion, listRegions, lockRegions, updateRegionRow } from './entity-store.ts';
import { makesCircle } from './rules.ts';

export interface RegionInput {
  name: string;
  parentId: string | null;
}

/** The tree decides what others may see, so only someone who sees everything may change it. */
function requireWholeTree(ctx: Context): void {
  requireStaff(ctx.actor, 'regions:edit');
  if (storeFilter(ctx.actor) !== null) throw new AppError('forbidden');
}

/** ORG-5. Adds a region below another or at the top. Throws forbidden, invalid_input (unknown parent). */
export async function createRegion(ctx: Context, input: RegionInput): Promise<{ regionId: string }> {
  requireWholeTree(ctx);
  const regionId = newId();
  await insertRegion(ctx.tx, regionId, input.name, input.parentId, ctx.now);
  await audit(ctx, { action: 'regions.create', object: { kind: 'region', id: regionId }, after: input });
  return { regionId };
}

/** ORG-5. Renames or moves a region. Throws forbidden, not_found, invalid_input (unknown parent, circle). */
export async function updateRegion(ctx: Context, regionId: string, input: RegionInput): Promise<void> {
  requireWholeTree(ctx);
  await lockRegions(ctx.tx);
  const regions = await listRegions(ctx.tx, null);
  const before = regions.find((region) => region.id === regionId);
  if (!before) throw new AppError('not_found');
  if (makesCircle(regions, regionId, input.parentId)) throw invalidInput('parentId', 'circle');
  await updateRegionRow(ctx.tx, regionId, input.name, input.parentId);
  await audit(ctx, {
    action: 'regions.update',
    object: { kind: 'region', id: regionId },
    before: { name: before.name, parentId: before.parentId },
    after: input,
  });
}
