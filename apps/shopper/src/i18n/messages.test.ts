import { describe, expect, test } from 'vitest';
import { catalogues, fill, isMessageKey, type Locale, type MessageKey, translate } from './messages';

const keys = Object.keys(catalogues['zh-CN']) as MessageKey[];
const parameters = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort();

describe('catalogues', () => {
  test.each(['en', 'zh-TW'] as Locale[])('[UX-2] %s has exactly the keys of zh-CN, each with a text', (locale) => {
    expect(Object.keys(catalogues[locale]).sort()).toEqual([...keys].sort());
    for (const key of keys) expect(catalogues[locale][key].trim(), key).not.toBe('');
  });

  test.each(['en', 'zh-TW'] as Locale[])('[UX-2] %s fills the same parameters as zh-CN', (locale) => {
    for (const key of keys)
      expect(parameters(catalogues[locale][key]), key).toEqual(parameters(catalogues['zh-CN'][key]));
  });

  test('[UX-2] English holds no Chinese and simplified Chinese no traditional forms of the common words', () => {
    for (const key of keys) {
      if (!key.startsWith('language.')) expect(catalogues.en[key], key).not.toMatch(/\p{Script=Han}/u);
      if (key !== 'language.zhTW') expect(catalogues['zh-CN'][key], key).not.toMatch(/[開門鎖們請這裡還沒過時單]/);
    }
  });
});

describe('fill', () => {
  test('[UX-2] puts parameters in, and nothing for one that is missing', () => {
    expect(fill('{a}/{b}', { a: 1 })).toBe('1/');
  });
  test('[UX-2] chooses between one and many', () => {
    expect(fill('{n} {n|piece|pieces}', { n: 1 })).toBe('1 piece');
    expect(fill('{n} {n|piece|pieces}', { n: 3 })).toBe('3 pieces');
    expect(translate('en', 'orders.pieces', { n: 2 })).toBe('2 pieces');
  });
  test('[UX-2] knows which names of the server have a text', () => {
    expect(isMessageKey('timeline.order.paid')).toBe(true);
    expect(isMessageKey('toString')).toBe(false);
  });
});
