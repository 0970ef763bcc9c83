import { describe, expect, it } from 'vitest';
import { isTemplate, judgeClaim, MAX_ATTEMPTS, render, settle, yuan } from './rules.ts';
import { type TemplateName, templates } from './templates.ts';

const names = Object.keys(templates) as TemplateName[];
const placeholders = (text: string) => [...text.matchAll(/\{([\w.]+)\}/g)].map((match) => match[1]).sort();

describe('templates', () => {
  it.each(names)('[MSG-1] %s says the same in three languages, with the same variables', (name) => {
    const { 'zh-CN': zh, en, 'zh-TW': tw } = templates[name];
    for (const other of [en, tw]) {
      expect(placeholders(other.title + other.text)).toEqual(placeholders(zh.title + zh.text));
      expect(other.title.length).toBeGreaterThan(0);
    }
    // Shared characters are no proof, but an English text that was never translated would be equal.
    if (name !== 'system_notice') expect(en.text).not.toBe(zh.text);
  });

  it('[MSG-1] are filled with variables, money as yuan, and nothing for what is missing', () => {
    const variables = { number: 'LK01', amount: 1250, store: '文三路店' };
    expect(render('order_paid', 'zh-CN', variables).text).toBe(
      '您在「文三路店」的订单 LK01 已支付 ¥12.50，门已为您打开。',
    );
    expect(render('order_paid', 'en', variables).text).toContain('¥12.50');
    expect(render('refund_succeeded', 'en', {}).text).not.toMatch(/[{}]|undefined/);
    expect(render('system_notice', 'zh-TW', { title: '{text}', text: '$1 {title}' })).toEqual({
      title: '{text}',
      text: '$1 {title}',
    });
    expect(isTemplate('toString')).toBe(false);
  });

  it('[MSG-1] an SMS with a code fits into one message of 70 characters in Chinese', () => {
    expect([...render('sign_in_code', 'zh-CN', { code: '123456' }).text].length).toBeLessThanOrEqual(70);
  });
});

describe('yuan', () => {
  it.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [1250, '¥12.50'],
    [-1999, '-¥19.99'],
    [900719925474099, '¥9007199254740.99'],
  ])('shows %i fen as %s', (fen, text) => expect(yuan(fen)).toBe(text));
});

describe('settling a send', () => {
  it('[MSG-3] repeats what a vendor cannot have seen, with growing waits, and gives up', () => {
    const waits = [1, 2, 3].map((attempts) => settle({ result: 'unreached', reason: '' }, attempts, false));
    expect(waits).toEqual([1000, 2000, 4000].map((waitMs) => ({ state: 'queued', waitMs })));
    expect(settle({ result: 'unreached', reason: '' }, MAX_ATTEMPTS, false)).toEqual({ state: 'failed' });
    expect(settle({ result: 'refused', reason: '' }, 1, true)).toEqual({ state: 'failed' });
    expect(settle({ result: 'accepted', reference: null }, 1, false)).toEqual({ state: 'accepted' });
  });

  it('[MSG-3] never repeats what a vendor may have accepted, unless it drops duplicates', () => {
    expect(settle({ result: 'unknown', reason: '' }, 1, false)).toEqual({ state: 'unknown' });
    expect(settle({ result: 'unknown', reason: '' }, 1, true)).toEqual({ state: 'queued', waitMs: 1000 });
    expect(settle({ result: 'unknown', reason: '' }, MAX_ATTEMPTS, true)).toEqual({ state: 'unknown' });
  });

  it('[MSG-3] treats a send whose server died like one without an answer, and drops what is too late', () => {
    const now = new Date();
    const later = new Date(now.getTime() + 1);
    expect(judgeClaim({ was: 'sending', expiresAt: later }, now, false)).toEqual({ state: 'unknown' });
    expect(judgeClaim({ was: 'sending', expiresAt: later }, now, true)).toBeNull();
    expect(judgeClaim({ was: 'queued', expiresAt: now }, now, false)).toEqual({ state: 'expired' });
    expect(judgeClaim({ was: 'queued', expiresAt: later }, now, false)).toBeNull();
  });
});
