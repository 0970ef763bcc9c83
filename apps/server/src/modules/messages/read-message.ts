import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { ownInbox } from './queries.ts';
import { setAllRead, setRead } from './store.ts';

/** Marks a message in the caller's own inbox as read. Throws not_found. */
export async function readMessage(ctx: Context, id: string): Promise<void> {
  const to = ownInbox(ctx.actor);
  if (!(await setRead(ctx.tx, id, to, ctx.now))) throw new AppError('not_found');
}

/** Marks everything in the caller's own inbox as read; answers how many messages were not. */
export function readAllMessages(ctx: Context): Promise<number> {
  return setAllRead(ctx.tx, ownInbox(ctx.actor), ctx.now);
}
