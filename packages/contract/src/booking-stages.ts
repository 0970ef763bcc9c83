import type { BookingStage, BookingState, OrderState } from './enums.ts';

/** BKG-24: the one table from a booking's state to the customers' word for it and to the state of an order. */
export const bookingStageOf: Record<BookingState, { stage: BookingStage; order: OrderState }> = {
  held: { stage: 'to_pay', order: 'pending_payment' },
  confirmed: { stage: 'to_use', order: 'paid' },
  in_use: { stage: 'in_use', order: 'paid' },
  completed: { stage: 'completed', order: 'completed' },
  no_show: { stage: 'completed', order: 'completed' },
  lapsed: { stage: 'cancelled', order: 'closed' },
  cancelled: { stage: 'cancelled', order: 'closed' },
};
