import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { requireLibrary } from './create-product.ts';
import { insertCategory } from './write-store.ts';

/** CAT-1. Adds a category to the tree. Throws forbidden, invalid_input (unknown parent). */
export async function createCategory(
  ctx: Context,
  input: { name: string; parentId: string | null; sort: number },
): Promise<{ categoryId: string }> {
  requireLibrary(ctx);
  const categoryId = newId();
  await insertCategory(ctx.tx, categoryId, input, ctx.now);
  await audit(ctx, { action: 'categories.create', object: { kind: 'category', id: categoryId }, after: input });
  return { categoryId };
}
