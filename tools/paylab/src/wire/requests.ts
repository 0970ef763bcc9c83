import { z } from 'zod';
import { paramError, type WireErrorDetail } from './errors.ts';

const number = (minimum: number) => z.string().regex(new RegExp(`^[0-9A-Za-z_\\-|*]{${minimum},32}$`));
const amount = z.int().min(1).max(100_000_000_00);
const notifyUrl = z
  .url({ protocol: /^https?$/ })
  .max(255)
  .refine((url) => !url.includes('?'), '不能携带参数');

const orderFields = {
  appid: z.string().min(1).max(32),
  mchid: z.string().min(1).max(32),
  description: z.string().min(1).max(127),
  out_trade_no: number(6),
  time_expire: z.iso.datetime({ offset: true }).optional(),
  attach: z.string().max(128).optional(),
  notify_url: notifyUrl,
  amount: z.object({ total: amount, currency: z.literal('CNY').default('CNY') }),
  settle_info: z.object({ profit_sharing: z.boolean().optional() }).optional(),
};

const sceneInfo = z.object({
  payer_client_ip: z.union([z.ipv4(), z.ipv6()]),
  h5_info: z.object({ type: z.string().min(1) }),
});

export const nativeOrderSchema = z.object(orderFields);
export const jsapiOrderSchema = z.object({ ...orderFields, payer: z.object({ openid: z.string().min(1).max(128) }) });
export const h5OrderSchema = z.object({ ...orderFields, scene_info: sceneInfo });

export const closeSchema = z.object({ mchid: z.string().min(1) });

export const refundSchema = z
  .object({
    transaction_id: z.string().min(1).max(32).optional(),
    out_trade_no: number(6).optional(),
    out_refund_no: number(1),
    reason: z.string().max(80).optional(),
    notify_url: notifyUrl.optional(),
    amount: z.object({ refund: amount, total: amount, currency: z.literal('CNY') }),
  })
  .refine((body) => body.transaction_id !== undefined || body.out_trade_no !== undefined, {
    path: ['out_trade_no'],
    message: '微信支付订单号与商户订单号至少填一个',
  });

/** Parses, or throws PARAM_ERROR naming the first wrong field. */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  location: WireErrorDetail['location'],
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path ?? [];
  const wrong = path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
  throw paramError({
    field: `/${location}/${path.map(String).join('/')}`,
    value: wrong ?? '',
    issue: issue?.message ?? '格式错误',
    location,
  });
}
