/**
 * Payments: attempts to pay orders, believed only from verified callbacks and queries, and refunds (PAY-1 to PAY-6).
 * Tables: payments.channel_accounts, attempts, refunds, contradictions, refused_callbacks.
 * Invariants: a number is never sent with other content; a success is written once; no network inside a transaction.
 * Lock order: the order's payments (advisory), the attempt, the refund.
 */
import type { ModuleParts } from '../../kernel/module.ts';
import type { SealedColumn } from '../../kernel/reseal.ts';
import { adoptEmulatorCredentials, createChannels } from './channel-accounts.ts';
import { paymentSweeps } from './jobs.ts';
import { createHandlers } from './routes.ts';

export { beginPayment, type PaymentInput } from './begin-payment.ts';
export {
  adoptEmulatorCredentials,
  type ChannelAccountInput,
  configureWechatPay,
  EMULATOR_ACCOUNT,
} from './channel-accounts.ts';
export {
  paymentAlarm,
  paymentChanged,
  paymentFailed,
  paymentQueried,
  paymentSucceeded,
  refundRejected,
  refundSettled,
} from './events.ts';
export { askChannel, closePayments, paymentsOfOrder, refundsOfOrder } from './queries.ts';
export { type RefundInput, refundPayment } from './refund-payment.ts';
export { giveUpRefund, retryRefund } from './retry-refund.ts';
export type { PaymentView, RefundView } from './views.ts';

/** PLT-8: what is sealed here with the master keys. */
export const paymentsSealedColumns: readonly SealedColumn[] = [
  {
    table: 'payments.channel_accounts',
    column: 'secrets_sealed',
    purpose: { from: 'code', of: (code) => `payments.channel_secrets:${code}` },
  },
];

/** The module with its own channel clients. In demo mode it adopts the emulator's credentials when a worker starts. */
export function createPaymentsModule(): ModuleParts {
  const channels = createChannels();
  return {
    handlers: createHandlers(channels),
    sweeps: paymentSweeps(channels),
    services: [
      {
        name: 'payments.emulator_credentials',
        role: 'worker',
        async start(runtime) {
          await adoptEmulatorCredentials(runtime);
          return { stop: async () => {} };
        },
      },
    ],
  };
}
