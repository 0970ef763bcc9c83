import { describe, expect, it } from 'vitest';
import {
  channelsFor,
  EVERYTHING,
  fieldValue,
  minutesToWait,
  planPrompt,
  type Quota,
  reminders,
} from './channel-rules.ts';
import { type TemplateName, templates } from './templates.ts';

const now = new Date('2026-11-22T04:00:00Z');
const quota = (purpose: Quota['purpose'], remaining = 0, refusedAt: Date | null = null): Quota => ({
  purpose,
  templateId: `t-${purpose}`,
  remaining,
  refusedAt,
});
const all = [quota('balance'), quota('order'), quota('refund'), quota('visit')];
const purposes = (quotas: readonly Quota[]) => quotas.map(({ purpose }) => purpose);

describe('quiet hours', () => {
  it('[MSG-1] hold over midnight and within a day, and end to the minute', () => {
    const night = { from: '22:00', to: '08:00' };
    expect(minutesToWait(night, 22 * 60)).toBe(600);
    expect(minutesToWait(night, 23 * 60 + 30)).toBe(510);
    expect(minutesToWait(night, 7 * 60 + 59)).toBe(1);
    expect(minutesToWait(night, 8 * 60)).toBe(0);
    expect(minutesToWait(night, 12 * 60)).toBe(0);
    expect(minutesToWait({ from: '12:30', to: '14:00' }, 13 * 60)).toBe(60);
    expect(minutesToWait(null, 0)).toBe(0);
    expect(minutesToWait({ from: '08:00', to: '08:00' }, 480)).toBe(0);
  });
});

describe('channels', () => {
  const message = { kind: 'payment' as const, reminder: reminders.refund_succeeded ?? null, sms: true };
  it('[MSG-1, MSG-3] are tried in one order, less those that the customer does not want', () => {
    expect(channelsFor(message, EVERYTHING)).toEqual(['wechat', 'sms']);
    expect(channelsFor(message, { ...EVERYTHING, wechat: false })).toEqual(['sms']);
    expect(channelsFor(message, { ...EVERYTHING, sms: false })).toEqual(['wechat']);
    expect(channelsFor(message, { ...EVERYTHING, muted: ['payment'] })).toEqual([]);
    expect(channelsFor({ ...message, sms: false }, EVERYTHING)).toEqual(['wechat']);
  });

  it('[MSG-1] what is about the account itself comes in any case', () => {
    const frozen = { kind: 'system' as const, reminder: null, sms: true };
    expect(channelsFor(frozen, { ...EVERYTHING, sms: false })).toEqual(['sms']);
  });
});

describe('prompts', () => {
  it('[MSG-5] ask for at most three templates, the useful ones first', () => {
    expect(purposes(planPrompt('paid', all, EVERYTHING, now))).toEqual(['refund', 'visit', 'order']);
    expect(purposes(planPrompt('topped_up', all, EVERYTHING, now))).toEqual(['balance', 'refund']);
    expect(planPrompt('settings', all, EVERYTHING, now)).toHaveLength(3);
  });

  it('[MSG-5] leave alone who has enough, who said no lately, and who wants none', () => {
    const lately = new Date(now.getTime() - 86_400_000);
    const long = new Date(now.getTime() - 31 * 86_400_000);
    expect(purposes(planPrompt('paid', [quota('refund', 3), quota('order', 2)], EVERYTHING, now))).toEqual(['order']);
    expect(
      purposes(planPrompt('paid', [quota('refund', 0, lately), quota('visit', 0, long)], EVERYTHING, now)),
    ).toEqual(['visit']);
    expect(planPrompt('paid', all, { ...EVERYTHING, wechat: false }, now)).toEqual([]);
  });

  it('[MSG-5] at the person’s own wish ask for what is scarcest, whatever was refused before', () => {
    const mine = [quota('refund', 5), quota('visit', 1, now), quota('order', 2), quota('balance', 0)];
    expect(purposes(planPrompt('settings', mine, EVERYTHING, now))).toEqual(['balance', 'visit', 'order']);
  });
});

describe('short messages', () => {
  it('[MSG-5] have a hint that WeChat takes whole, in every language', () => {
    for (const name of Object.keys(reminders) as TemplateName[])
      for (const locale of ['zh-CN', 'en', 'zh-TW'] as const) {
        const words = templates[name][locale];
        const hint = 'hint' in words ? words.hint : '';
        expect([...hint].length, `${name} ${locale}`).toBeGreaterThan(0);
        expect(fieldValue('thing1', hint), `${name} ${locale}`).toBe(hint);
      }
  });
});

describe('fields', () => {
  it('[MSG-5] are cut to what WeChat takes of their kind', () => {
    expect(fieldValue('thing5', '订单的退款已经原路退回，到账时间以支付渠道为准。')).toBe(
      '订单的退款已经原路退回，到账时间以支付…',
    );
    expect([...(fieldValue('thing5', '𠮷'.repeat(30)) ?? '')]).toHaveLength(20);
    expect(fieldValue('character_string1', 'LK20261122001')).toBe('LK20261122001');
    expect(fieldValue('character_string1', '订单')).toBeNull();
    expect(fieldValue('phrase3', '充值退款未成功')).toBe('充值退款未');
    expect(fieldValue('phrase3', 'Refunded')).toBeNull();
    expect(fieldValue('amount4', '¥12.50')).toBe('¥12.50');
    expect(fieldValue('thing1', '')).toBeNull();
  });
});
