import type { AckPayload } from '@latchkey/device-kit';
import { z } from 'zod';
import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { news } from '../../kernel/news.ts';
import { changeFaults } from './change-faults.ts';
import { type CommandRow, lockCommandOfDevice, recordLate, settle, settleOverdueRows } from './command-store.ts';
import { recordOffence } from './count-offence.ts';
import { commandAcknowledgedLate, commandSettled } from './events.ts';
import { answerShowsSkew } from './rules.ts';
import { lockActiveDeviceByCode } from './store.ts';

/** Milliseconds after its expiry that a sent command's answer may still be on its way. */
const ANSWER_GRACE_MS = 500;
const STATE_OF_OUTCOME = { done: 'acknowledged', rejected: 'rejected', expired: 'expired' } as const;

/** Records a device's answer. Repeats change nothing; an answer after the time-out is kept as late and told. */
export async function recordAnswer(ctx: Context, input: { code: string; answer: AckPayload }): Promise<void> {
  requireSystem(ctx.actor);
  const { code, answer } = input;
  const known = z.uuid().safeParse(answer.id).success;
  const [command, device] = await Promise.all([
    known ? lockCommandOfDevice(ctx.tx, answer.id, code) : null,
    lockActiveDeviceByCode(ctx.tx, code),
  ]);
  if (!command) return recordOffence(ctx, { code, offence: 'unknown_command', count: 1 });
  if (command.settled_at === null) await settleAnswered(ctx, command, answer);
  else if (command.state === 'timed_out' && command.late_acknowledged_at === null) {
    await recordLate(ctx.tx, command.id, answer.outcome, ctx.now);
    await emit(ctx, commandAcknowledgedLate, {
      ...identity(command),
      outcome: answer.outcome,
      code: answer.code ?? null,
      at: ctx.now.toISOString(),
    });
  } else return;
  if (!device) return;
  const skewed = answerShowsSkew(new Date(answer.at), command.requested_at, ctx.now);
  await changeFaults(ctx, device, skewed ? ['clock_skew'] : [], skewed ? [] : ['clock_skew']);
  if (command.store_id)
    news(ctx, `store:${command.store_id}`, 'device.changed', { id: device.id, storeId: command.store_id });
}

async function settleAnswered(ctx: Context, command: CommandRow, answer: AckPayload): Promise<void> {
  const state = STATE_OF_OUTCOME[answer.outcome];
  const code = answer.code ?? null;
  await settle(ctx.tx, { id: command.id, state, code, message: answer.message ?? null, now: ctx.now });
  await emitSettled(ctx, { ...command, state, code });
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
