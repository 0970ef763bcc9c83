import type { ServiceKind } from '@latchkey/contract';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { recordTimeline } from '../visits/index.ts';
import { insertService, type ServiceRow, settleServices } from './store.ts';
import { holdEscalation } from './store-escalation.ts';

export interface ServiceSubject {
  kind: ServiceKind;
  storeId: string;
  visitId: string | null;
  memberId: string | null;
  note: string | null;
  /** The session in a room that it was about. */
  bookingId?: string;
}

/** DSK-3: what an agent did, with visit and member, audited in the same transaction. Answers the record's id. */
export async function recordService(
  ctx: Context,
  subject: ServiceSubject,
  state: { openingId: string | null; succeeded: boolean },
): Promise<string> {
  if (ctx.actor.kind !== 'staff') throw new AppError('forbidden');
  const id = newId();
  await insertService(ctx.tx, { id, ...subject, ...state, agentId: ctx.actor.id, at: ctx.now });
  // An act on a session says nothing of what else waits at its store.
  if (subject.bookingId === undefined) await holdEscalation(ctx.tx, subject);
  const { kind, storeId, visitId, note } = subject;
  if (visitId !== null) await recordTimeline(ctx, visitId, { name: `desk.${kind}`, detail: { note } });
  await audit(ctx, { action: `desk.${kind}`, object: { kind: 'service', id }, after: { storeId, visitId, note } });
  const outcome = state.succeeded ? 'succeeded' : 'waiting';
  news(ctx, `store:${storeId}`, 'service.changed', { id, storeId, kind, state: outcome });
  return id;
}

interface DeviceOutcome {
  reference: { kind: string; id: string } | null;
  state: string;
  code: string | null;
  at: string;
}

/** The device's own answer settles what an agent did. */
export async function settleByDevice(ctx: Context, outcome: DeviceOutcome): Promise<void> {
  const { reference } = outcome;
  if (reference?.kind !== 'opening' && reference?.kind !== 'service') return;
  const succeeded = outcome.state === 'acknowledged';
  const settled = await settleServices(
    ctx.tx,
    reference.kind === 'opening' ? { openingId: reference.id } : { serviceId: reference.id },
    {
      outcome: succeeded ? 'succeeded' : 'failed',
      code: succeeded ? null : (outcome.code ?? outcome.state),
      at: new Date(outcome.at),
    },
  );
  for (const service of settled) await tellService(ctx, service);
}

async function tellService(ctx: Context, service: ServiceRow): Promise<void> {
  const { id, store_id: storeId, kind, outcome, visit_id: visitId } = service;
  const data = { id, storeId, kind, state: outcome, ...(visitId ? { visitId } : {}) };
  news(ctx, `store:${storeId}`, 'service.changed', data);
  news(ctx, `staff:${service.agent_id}`, 'service.changed', data);
  if (visitId === null) return;
  const detail = { outcome, code: service.code };
  await recordTimeline(ctx, visitId, { name: `desk.${kind}_settled`, actor: 'device', detail });
}
