import { describe, expect, it } from 'vitest';
import { isTemplate, render, yuan } from './render.ts';
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
