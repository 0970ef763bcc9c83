import type { Guide } from '@latchkey/contract';
import type { Context } from '../../kernel/context.ts';
import { requireSelf } from './change-password.ts';
import { setGuideSeen } from './store-staff.ts';

/** UX-11: the caller has seen a guide, or wants it shown again. Answers the guides seen. */
export async function seeGuide(ctx: Context, change: { guide: Guide; seen: boolean }): Promise<Guide[]> {
  const { id } = requireSelf(ctx.actor);
  return setGuideSeen(ctx.tx, id, change);
}
