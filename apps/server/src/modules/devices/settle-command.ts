import type { AckPayload } from '@latchkey/device-kit';
import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { type CommandRow, recordLate, settle, settleOverdueRows } from './command-store.ts';
import { commandAcknowledgedLate, commandSettled } from './events.ts';

/** Milliseconds after its expiry that a sent command's answer may still be on its way. */
const ANSWER_GRACE_MS = 500;
const STATE_OF_OUTCOME = { done: 'acknowledged', rejected: 'rejected', expired: 'expired' } as const;

/**
 * Takes a device's answer to a locked command; an answer after the time-out is kept as late and told. False for a repeat, which
 * changes nothing.
 */
export async function takeAnswer(
  ctx: Context,
  command: CommandRow,
  answer: AckPayload,
  sentAt: Date | null,
): Promise<boolean> {
  const code = answer.code ?? null;
  if (command.settled_at === null) {
    command.state = STATE_OF_OUTCOME[answer.outcome];
    command.code = code;
    command.sent_at ??= sentAt;
    command.settled_at = ctx.now;
    const { id, state } = command;
    await settle(ctx.tx, { id, state, code, message: answer.message ?? null, sentAt, now: ctx.now });
    await emitSettled(ctx, command);
    return true;
  }
  if (command.state !== 'timed_out' || command.late_acknowledged_at !== null) return false;
  command.late_acknowledged_at = ctx.now;
  const { outcome } = answer;
  await recordLate(ctx.tx, command.id, outcome, ctx.now);
  await emit(ctx, commandAcknowledgedLate, { ...identity(command), outcome, code, at: ctx.now.toISOString() });
  return true;
}

/** Settles commands that no device answered in time; answers how many. */
export async function settleOverdue(ctx: Context, limit = 100): Promise<number> {
  requireSystem(ctx.actor);
  const overdue = await settleOverdueRows(ctx.tx, ctx.now, ANSWER_GRACE_MS, limit);
  for (const command of overdue) await emitSettled(ctx, command);
  return overdue.length;
}

async function emitSettled(ctx: Context, command: CommandRow): Promise<void> {
  if (command.state === 'queued' || command.state === 'sent') return;
  await emit(ctx, commandSettled, {
    ...identity(command),
    state: command.state,
    code: command.code,
    sentAt: command.sent_at?.toISOString() ?? null,
    at: ctx.now.toISOString(),
  });
}

/** What every event of a command says about it. */
export function identity(command: CommandRow) {
  const { reference_kind: kind, reference_id: id } = command;
  return {
    commandId: command.id,
    deviceId: command.device_id,
    storeId: command.store_id,
    name: command.name,
    reference: kind !== null && id !== null ? { kind, id } : null,
  };
}
