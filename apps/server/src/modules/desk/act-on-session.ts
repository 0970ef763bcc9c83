import type { ServiceKind } from '@latchkey/contract';
import { systemActor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import type { Input } from '../../kernel/http.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import {
  endByHand,
  giveMinutes,
  lockForDesk,
  noteDeskAct,
  openDoorByDesk,
  type PriceBook,
  powerAnswer,
  powerByDesk,
  sayByDesk,
} from '../booking/index.ts';
import { recordService, settleByDevice } from './record-service.ts';
import { powerVerdict } from './rules.ts';
import { attachCommand } from './store.ts';
import { waitingPowerServices } from './store-sessions.ts';

type Act = Input<'POST /staff/desk/sessions/:id/actions'>['body'];

/** What waits for a device; the rest is done when the server says so. */
const WAITS: readonly ServiceKind[] = ['open_door', 'open_room_door', 'speak', 'power_on', 'power_keep', 'power_off'];

/**
 * DSK-3: an agent helps with a session in a room. The record's outcome is the device's own answer: the command's, or what the
 * room's devices report of their power. Throws not_found, device_offline, illegal_move, room_taken. Lock order: booking, devices,
 * services.
 */
export async function actOnSession(ctx: Context, book: PriceBook, bookingId: string, act: Act): Promise<string> {
  const booking = await lockForDesk(ctx, bookingId);
  const subject = {
    ...{ kind: act.kind, storeId: booking.storeId, visitId: null, memberId: booking.memberId },
    ...{ note: act.note, bookingId },
  };
  const waits = WAITS.includes(act.kind);
  const serviceId = await recordService(ctx, subject, { openingId: null, succeeded: !waits });
  await noteDeskAct(ctx, bookingId, act.kind, act.note);
  const reference = { kind: 'service', id: serviceId };
  switch (act.kind) {
    case 'open_door':
      await attachCommand(ctx.tx, serviceId, await openDoorByDesk(ctx, booking, 'store', reference));
      break;
    case 'open_room_door':
      await attachCommand(ctx.tx, serviceId, await openDoorByDesk(ctx, booking, 'room', reference));
      break;
    case 'speak':
      await attachCommand(ctx.tx, serviceId, await sayByDesk(ctx, booking, act.phrase, reference));
      break;
    case 'power_on':
      await powerByDesk(ctx, booking, 'on');
      break;
    case 'power_keep':
      await powerByDesk(ctx, booking, 'keep');
      break;
    case 'power_off':
      await powerByDesk(ctx, booking, 'off');
      break;
    case 'end_session':
      await endByHand(ctx, book, { bookingId, reason: act.note ?? 'desk' });
      break;
    case 'extend_session':
      await giveMinutes(ctx, booking, act.minutes);
      break;
  }
  return serviceId;
}

const actor = systemActor('desk.power');

/** Settles what waits for the power of a room: by what its devices report, or that they did not in time. */
export const powerSweep: Sweep = {
  name: 'desk.power',
  everyMs: 500,
  async run(runtime) {
    const { db } = runtime.read(actor);
    for (const { id, bookingId, requestedAt } of await waitingPowerServices(db))
      await runtime.transaction(actor, async (ctx) => {
        const devices = (await powerAnswer(ctx, bookingId)).map(({ facts }) => facts);
        const verdict = powerVerdict(devices, ctx.now.getTime() - requestedAt.getTime());
        if (verdict === 'wait') return;
        const { state, code } = verdict;
        await settleByDevice(ctx, { reference: { kind: 'service', id }, state, code, at: ctx.now.toISOString() });
      });
    return false;
  },
};
