import { z } from 'zod';
import type { Crypto } from '../../kernel/crypto.ts';
import { fieldValue } from './channel-rules.ts';

const letter = z.object({
  /** Where a tap leads in the mini-program. */
  page: z.string(),
  /** By the template's own names of its fields. */
  fields: z.record(z.string(), z.string()),
  /** What a text message would say in its place; null when none may be sent. */
  text: z.string().nullable(),
});
/** What a subscription message says, ready to be sent; kept sealed until it is settled. */
export type WechatLetter = z.infer<typeof letter>;

export const sealLetter = (crypto: Crypto, content: WechatLetter): string =>
  crypto.seal(JSON.stringify(content), 'sms_text');

export const openLetter = (crypto: Crypto, sealed: string): WechatLetter =>
  letter.parse(JSON.parse(crypto.open(sealed, 'sms_text')));

/** The fields of a template, filled; one that nothing is known for says so, as WeChat takes no message without it. */
export function fieldsOf(
  fields: Readonly<Record<string, string>>,
  facts: Readonly<Record<string, { text: string; phrase: string }>>,
): Record<string, string> {
  const filled = Object.entries(fields).map(([slot, field]) => {
    const fact = facts[slot];
    const value = fieldValue(field, (field.startsWith('phrase') ? fact?.phrase : fact?.text) ?? '');
    return [field, value ?? BLANK[field.replace(/\d+$/, '')] ?? '-'] as const;
  });
  return Object.fromEntries(filled);
}

const BLANK: Readonly<Record<string, string>> = { phrase: '通知', amount: '0', time: '00:00' };
