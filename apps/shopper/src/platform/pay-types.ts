import type { Payment } from '../api';

export type PayMethod = 'h5' | 'jsapi' | 'native';

export interface PayPlatform {
  /** Ways to pay on this device, the usual one first. */
  methods: readonly PayMethod[];
  /** Where the cashier sends the customer back to; `path` is an address of ours. */
  returnUrl(path: string): string | undefined;
  /**
   * Hands over to the channel. `left`: this page is going away; `back`: the person came back; `cancelled`: they gave up
   * there; `none`: nothing to hand over (a code is shown instead).
   */
  handOver(payment: Pick<Payment, 'h5Url' | 'jsapi'>): Promise<'left' | 'back' | 'cancelled' | 'none'>;
  /** Calls when this page is on show again after it was left for the cashier. Answers how to stop. */
  onReturn(listener: () => void): () => void;
}
