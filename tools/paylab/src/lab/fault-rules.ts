import { z } from 'zod';

/** Faults of callbacks, in the words of the requirements; several rules may hit one callback. */
export const callbackFaultKinds = ['delay', 'drop', 'duplicate', 'reorder', 'forge'] as const;

/** Faults of answers to the merchant's requests. */
export const answerFaultKinds = [
  'answer_delay',
  'error_before',
  'error_after',
  'hang_after',
  'reject',
  'unsigned_answer',
  'forged_answer',
  'probe_answer',
] as const;

/** What a forged callback lies about; `signature` and `probe` break the signature, the others are signed properly. */
export const forgeries = [
  'signature',
  'probe',
  'body',
  'stale',
  'amount',
  'mchid',
  'appid',
  'currency',
  'order',
] as const;
export type Forgery = (typeof forgeries)[number];

export const faultRuleSchema = z.object({
  kind: z.enum([...callbackFaultKinds, ...answerFaultKinds]),
  /** 0 to 1. */
  probability: z.number().min(0).max(1).default(1),
  /** How often it still strikes; null is for ever. */
  times: z.int().nonnegative().nullable().default(null),
  /** For delays, hangs and the longest wait of a reordered callback: milliseconds of real time. */
  ms: z.int().nonnegative().max(600_000).default(1000),
  /** For `duplicate`: how many extra deliveries. */
  copies: z.int().min(1).max(50).default(1),
  /** For `forge`. */
  forgery: z.enum(forgeries).default('signature'),
  /** For `reject`: status and code. */
  status: z.int().min(400).max(599).default(500),
  code: z.string().default('SYSTEM_ERROR'),
  /** Only for paths that contain this text (answers) or event types that begin with it (callbacks). */
  match: z.string().default(''),
});
export type FaultRule = z.infer<typeof faultRuleSchema>;
export type FaultKind = FaultRule['kind'];
