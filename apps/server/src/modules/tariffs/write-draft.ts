import type { tariffsSchemas } from '@latchkey/contract';
import { actorId, requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { zoneOf } from './calendar.ts';
import { contentIssue } from './rules.ts';
import { insertDraft, takeDraft, updateDraft } from './store.ts';

type Content = tariffsSchemas.TariffContent;

/**
 * Writes a store's draft whole; `revision` is the one that was read, 0 for a first draft. It may have holes: publishing
 * asks. Throws not_found, conflict, invalid_input.
 */
export async function writeDraft(
  ctx: Context,
  storeId: string,
  { content, revision }: { content: Content; revision: number },
): Promise<void> {
  requireStaff(ctx.actor, 'tariffs:edit');
  requireStore(ctx.actor, storeId);
  await zoneOf(ctx, storeId);
  const issue = contentIssue(content);
  if (issue) throw invalidInput(issue.path, issue.issue);
  const by = actorId(ctx.actor);
  const written =
    revision === 0
      ? await insertDraft(ctx.tx, storeId, content, by, ctx.now)
      : await updateDraft(ctx.tx, storeId, { content, revision }, by, ctx.now);
  if (!written) throw new AppError('conflict');
  const { rules, terms, promotions } = content;
  const after = { rules: rules.length, terms: terms.length, promotions: promotions.length };
  await audit(ctx, { action: 'tariffs.write_draft', object: { kind: 'store', id: storeId }, after });
}

/** Throws the draft away. Throws not_found, conflict. */
export async function discardDraft(ctx: Context, storeId: string, revision: number): Promise<void> {
  requireStaff(ctx.actor, 'tariffs:edit');
  requireStore(ctx.actor, storeId);
  await zoneOf(ctx, storeId);
  const taken = await takeDraft(ctx.tx, storeId, revision);
  if (!taken) throw new AppError('conflict');
  await audit(ctx, {
    action: 'tariffs.discard_draft',
    object: { kind: 'store', id: storeId },
    before: { revision, rules: taken.content.rules.length },
  });
}
