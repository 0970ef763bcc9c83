import type { Subscribing } from './subscribe-types';

/** Consents to WeChat's subscription messages are given in the mini-program. */
export const subscribing: Subscribing = { possible: false, ask: async () => [] };
