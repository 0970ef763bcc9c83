import { on, type Subscription } from '../../kernel/events.ts';
import { commandSent, commandSettled, eventReceived } from '../devices/index.ts';
import { paymentSucceeded, refundRejected, refundSettled } from '../payments/index.ts';
import { bookingMoved } from './events.ts';
import { concernsOpening, followOpened, followSent, followSettled } from './follow-door.ts';
import { concernsCode, followCodeOpened, openByCode } from './open-by-code.ts';
import { followPeople, followSession } from './precondition.ts';
import { settleRefund } from './refund-charge.ts';
import { noteRejection } from './retry-refunds.ts';
import { settleCharge } from './settle-charge.ts';
import { passOffer } from './waiting-offer.ts';

/** What booking does when payments and devices tell something. */
export const subscriptions: readonly Subscription[] = [
  on(
    paymentSucceeded,
    'booking.settle_charge',
    (ctx, payment) => settleCharge(ctx, payment.orderId, { ...payment, at: new Date(payment.at) }),
    { when: (payment) => payment.purpose === 'booking' },
  ),
  on(
    refundSettled,
    'booking.settle_refund',
    (ctx, refund) =>
      settleRefund(ctx, {
        refundId: refund.refundId,
        succeeded: refund.state === 'succeeded',
        at: new Date(refund.at),
      }),
    { when: (refund) => refund.purpose === 'booking' },
  ),
  on(refundRejected, 'booking.note_rejection', noteRejection, { when: (refund) => refund.purpose === 'booking' }),
  on(bookingMoved, 'booking.follow_session', followSession, {
    when: ({ kind, state }) => kind !== 'block' && ['in_use', 'completed', 'cancelled', 'no_show'].includes(state),
  }),
  on(eventReceived, 'booking.follow_people', followPeople, {
    when: ({ name }) => name === 'people.in' || name === 'people.out',
  }),
  on(bookingMoved, 'booking.pass_offer', (ctx, { bookingId }) => passOffer(ctx, bookingId), {
    when: ({ kind, state }) => kind === 'offer' && (state === 'lapsed' || state === 'cancelled'),
  }),
  on(commandSent, 'booking.follow_sent', followSent, { when: concernsOpening, atOnce: true }),
  on(commandSettled, 'booking.follow_settled', followSettled, { when: concernsOpening, atOnce: true }),
  on(eventReceived, 'booking.follow_opened', followOpened, {
    when: (event) => event.name === 'door.opened',
    atOnce: true,
  }),
  on(eventReceived, 'booking.open_by_code', openByCode, { when: concernsCode, atOnce: true }),
  on(eventReceived, 'booking.follow_code_opened', followCodeOpened, {
    when: (event) => event.name === 'door.opened',
    atOnce: true,
  }),
];
