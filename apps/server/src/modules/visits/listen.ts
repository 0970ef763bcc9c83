import type { z } from 'zod';
import { type EventDefinition, on, type Subscription } from '../../kernel/events.ts';
import { commandAcknowledgedLate, commandSent, commandSettled, eventReceived } from '../devices/index.ts';
import { customerDeleted } from '../identity/index.ts';
import { deleteBirthDate } from './age-store.ts';
import { followDevice, followLate, followSent, followSettled, movesVisit } from './follow-door.ts';
import { releaseAfterPayment } from './leave.ts';
import type { VisitsPorts } from './ports.ts';

/** The event of a paid order; orders stand beside visits and pass their own in. */
export type PaidOrderEvent = EventDefinition<z.ZodType<{ orderId: string; visitId: string | null }>>;

/** A door's own words move openings and visits in the transaction that records them: the customer waits at the door for it. */
export const subscriptions = (ports: VisitsPorts, orderPaid: PaidOrderEvent): readonly Subscription[] => [
  on(commandSent, 'visits.follow_sent', followSent, { when: isOpening, atOnce: true }),
  on(commandSettled, 'visits.follow_settled', followSettled, { when: isOpening, atOnce: true }),
  on(commandAcknowledgedLate, 'visits.follow_late', followLate, { when: isOpening, atOnce: true }),
  on(eventReceived, 'visits.follow_device', (ctx, event) => followDevice(ctx, ports, event), {
    when: movesVisit,
    atOnce: true,
  }),
  on(customerDeleted, 'visits.forget_birth_date', (ctx, { customerId }) => deleteBirthDate(ctx.tx, customerId)),
  on(
    orderPaid,
    'visits.release_after_payment',
    async (ctx, { orderId, visitId }) => {
      if (visitId !== null) await releaseAfterPayment(ctx, ports, { visitId, orderId });
    },
    { when: ({ visitId }) => visitId !== null },
  ),
];

const isOpening = ({ reference }: { reference: { kind: string } | null }) => reference?.kind === 'opening';
