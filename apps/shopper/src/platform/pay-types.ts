import type { Payment } from '../api';

export type PayMethod = 'h5' | 'jsapi' | 'native';

export interface PayPlatform {
  /** Ways to pay on this device, the usual one first. */
  methods: readonly PayMethod[];
  /** Where the cashier sends the customer back to. */
  returnUrl(orderId: string): string | undefined;
  /** Hands over to the channel. `left`: this page is going away; `back`: the person came back; `none`: nothing to hand over (a code is shown instead). */
  handOver(payment: Payment): Promise<'left' | 'back' | 'none'>;
}
