import type { z } from 'zod';
import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import type { commandSent, commandSettled, eventReceived } from '../devices/index.ts';
import { record } from './announce.ts';
import { findOpening, findOpeningOfCommand, markOpened, moveOpening } from './door-store.ts';
import { startSession } from './session.ts';
import { lockBooking } from './store.ts';

type Sent = z.output<(typeof commandSent)['payload']>;
type Settled = z.output<(typeof commandSettled)['payload']>;
type DeviceEvent = z.output<(typeof eventReceived)['payload']>;

export const concernsOpening = (payload: { reference: { kind: string } | null }): boolean =>
  payload.reference?.kind === 'booking_opening';

export async function followSent(ctx: Context, payload: Sent): Promise<void> {
  requireSystem(ctx.actor);
  if (payload.reference) await moveOpening(ctx.tx, payload.reference.id, 'sent', null);
}

/** The controller's answer: the lock is released, or why it is not. */
export async function followSettled(ctx: Context, payload: Settled): Promise<void> {
  requireSystem(ctx.actor);
  const opening = payload.reference && (await findOpening(ctx.db, payload.reference.id));
  if (!opening) return;
  const booking = await lockBooking(ctx.tx, opening.bookingId);
  await moveOpening(ctx.tx, opening.id, payload.state, payload.code);
  const name = payload.state === 'acknowledged' ? 'door.released' : 'door.failed';
  await record(ctx, booking, { name, detail: { state: payload.state, code: payload.code } });
}

/** BKG-11: the door has really opened: the first time the session begins. */
export async function followOpened(ctx: Context, event: DeviceEvent): Promise<void> {
  requireSystem(ctx.actor);
  const { commandId } = event.data;
  const opening = typeof commandId === 'string' ? await findOpeningOfCommand(ctx.db, commandId) : null;
  if (!opening) return;
  const booking = await lockBooking(ctx.tx, opening.bookingId);
  if ((await markOpened(ctx.tx, opening.id, new Date(event.receivedAt))) === 0) return;
  await record(ctx, booking, { name: 'door.opened', detail: { openingId: opening.id } });
  await startSession(ctx, booking);
}
