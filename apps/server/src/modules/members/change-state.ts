import type { MemberState } from '@latchkey/contract';
import { actorId, requireStaff, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { memberStateChanged } from './events.ts';
import { mayBecome } from './rules.ts';
import { insertStateChange, lockMember, setState, viewMember } from './store.ts';

/**
 * MBR-2: freezes a member, marks one abnormal or sets one normal again, with a reason. Throws not_found (also outside
 * the caller's scope), illegal_move.
 */
export async function changeMemberState(
  ctx: Context,
  input: { memberId: string; state: MemberState; reason: string },
): Promise<void> {
  requireStaff(ctx.actor, 'members:freeze');
  await move(ctx, input, storeFilter(ctx.actor));
}

/**
 * MBR-2: marks a member abnormal, for an agent at the desk. The caller has checked that the visit is in the agent's
 * scope. Throws not_found, illegal_move.
 */
export async function markAbnormal(ctx: Context, input: { memberId: string; reason: string }): Promise<void> {
  requireStaff(ctx.actor, 'desk:act');
  await move(ctx, { ...input, state: 'abnormal' }, null);
}

async function move(
  ctx: Context,
  input: { memberId: string; state: MemberState; reason: string },
  storeIds: readonly string[] | null,
): Promise<void> {
  const before = await lockMember(ctx.tx, input.memberId);
  if (!before) throw new AppError('not_found');
  if (storeIds !== null && !(await viewMember(ctx.tx, before.id, storeIds))) throw new AppError('not_found');
  if (!mayBecome(before.state, input.state)) throw new AppError('illegal_move', { state: before.state });
  await setState(ctx.tx, before.id, {
    state: input.state,
    reason: input.state === 'normal' ? null : input.reason,
    at: ctx.now,
  });
  await insertStateChange(ctx.tx, {
    id: newId(),
    memberId: before.id,
    from: before.state,
    to: input.state,
    reason: input.reason,
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    at: ctx.now,
  });
  await emit(ctx, memberStateChanged, {
    memberId: before.id,
    from: before.state,
    to: input.state,
    reason: input.reason,
  });
  await audit(ctx, {
    action: 'members.change_state',
    object: { kind: 'member', id: before.id },
    before: { state: before.state },
    after: { state: input.state, reason: input.reason },
  });
}
