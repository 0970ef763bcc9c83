/** WeChat Pay v3 as a typed client: signing, verification, AEAD, key rotation. No database, no retry. */
export type { Callback } from './callback.ts';
export { createWechatPayClient, type WechatPayClient } from './client.ts';
export { looksEmulated } from './emulator.ts';
export { WechatPayError } from './errors.ts';
export type { Refund, RefundNotice, RefundStatus, TradeState, Transaction, WechatPayConfig } from './types.ts';
export { headersOfRecord } from './verification.ts';
