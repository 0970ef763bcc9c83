import { z } from 'zod';

/** What a merchant needs to talk to the channel; secrets arrive here already decrypted. */
export interface WechatPayConfig {
  /** `https://api.mch.weixin.qq.com`, or the emulator's address; a path prefix is allowed. */
  baseUrl: string;
  mchid: string;
  appid: string;
  merchantSerial: string;
  /** PEM. */
  merchantPrivateKey: string;
  /** 32 bytes. */
  apiV3Key: string;
  /** Certificate serial or `PUB_KEY_ID_…` to PEM; may be empty when certificates are downloaded. */
  platformKeys: Readonly<Record<string, string>>;
  /** True when platform certificates are in use, also during the migration to public keys. */
  downloadsCertificates: boolean;
  /** Per request, milliseconds; 8,000 by default. */
  timeoutMs?: number | undefined;
}

/** Merchant order number as the channel allows it. */
export const outTradeNoSchema = z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/);

const fen = z.int().nonnegative();

export const tradeStateSchema = z.enum([
  'SUCCESS',
  'REFUND',
  'NOTPAY',
  'CLOSED',
  'REVOKED',
  'USERPAYING',
  'PAYERROR',
  'ACCEPT',
]);
export type TradeState = z.infer<typeof tradeStateSchema>;

/** Answer of a query and plaintext of TRANSACTION.SUCCESS. Unpaid orders lack what payment brings. */
export const transactionSchema = z.looseObject({
  appid: z.string(),
  mchid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string().optional(),
  trade_type: z.string().optional(),
  trade_state: tradeStateSchema,
  trade_state_desc: z.string().optional(),
  bank_type: z.string().optional(),
  attach: z.string().optional(),
  success_time: z.iso.datetime({ offset: true }).optional(),
  payer: z.looseObject({ openid: z.string().optional() }).optional(),
  amount: z
    .looseObject({
      total: fen,
      payer_total: fen.optional(),
      currency: z.string().optional(),
      payer_currency: z.string().optional(),
    })
    .optional(),
});
export type Transaction = z.infer<typeof transactionSchema>;

export const refundStatusSchema = z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']);
export type RefundStatus = z.infer<typeof refundStatusSchema>;

const refundAmountSchema = z.looseObject({
  total: fen,
  refund: fen,
  payer_total: fen.optional(),
  payer_refund: fen.optional(),
  settlement_refund: fen.optional(),
  currency: z.string().optional(),
});

/** Answer of a refund request and of a refund query. Accepted does not mean done: see `status`. */
export const refundSchema = z.looseObject({
  refund_id: z.string(),
  out_refund_no: z.string(),
  transaction_id: z.string(),
  out_trade_no: z.string(),
  channel: z.string().optional(),
  user_received_account: z.string().optional(),
  success_time: z.iso.datetime({ offset: true }).optional(),
  create_time: z.iso.datetime({ offset: true }).optional(),
  status: refundStatusSchema,
  amount: refundAmountSchema,
});
export type Refund = z.infer<typeof refundSchema>;

/** Plaintext of REFUND.*: `refund_status` instead of `status`, and no appid. */
export const refundNoticeSchema = z.looseObject({
  mchid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string(),
  out_refund_no: z.string(),
  refund_id: z.string(),
  refund_status: refundStatusSchema,
  success_time: z.iso.datetime({ offset: true }).optional(),
  user_received_account: z.string().optional(),
  amount: refundAmountSchema,
});
export type RefundNotice = z.infer<typeof refundNoticeSchema>;

/** The envelope of every callback. */
export const callbackSchema = z.looseObject({
  id: z.string(),
  create_time: z.string(),
  event_type: z.string(),
  resource_type: z.literal('encrypt-resource'),
  resource: z.looseObject({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    original_type: z.string().optional(),
    associated_data: z.string().optional(),
    nonce: z.string(),
    ciphertext: z.string(),
  }),
});

export const certificateListSchema = z.looseObject({
  data: z.array(
    z.looseObject({
      serial_no: z.string(),
      effective_time: z.string(),
      expire_time: z.string(),
      encrypt_certificate: z.looseObject({
        algorithm: z.string(),
        nonce: z.string(),
        associated_data: z.string(),
        ciphertext: z.string(),
      }),
    }),
  ),
});

/** What every kind of order has in common. */
export interface OrderInput {
  outTradeNo: string;
  /** At most 127 characters are sent. */
  description: string;
  /** Fen, at least 1. */
  amount: number;
  notifyUrl: string;
  expiresAt?: Date | undefined;
  attach?: string | undefined;
}

export interface RefundInput {
  outTradeNo: string;
  outRefundNo: string;
  reason?: string | undefined;
  notifyUrl: string;
  /** Fen to give back, and fen of the whole order. */
  refund: number;
  total: number;
}
