import { describe, expect, it } from 'vitest';
import en from '../locales/en.ts';
import zhCN from '../locales/zh-CN.ts';
import zhTW from '../locales/zh-TW.ts';
import wordsEn from '../words/en.ts';
import wordsZhCN from '../words/zh-CN.ts';
import wordsZhTW from '../words/zh-TW.ts';
import { differences, flatten } from './catalogue.ts';

describe('catalogues of the shared parts', () => {
  it('[UX-2] say every text of the Chinese source in English', () => {
    expect(differences(zhCN, en)).toEqual([]);
  });

  it('[UX-2] say every text of the simplified source in traditional Chinese', () => {
    expect(differences(zhCN, zhTW)).toEqual([]);
  });

  it('[UX-2] have a word for every contract value in three languages', () => {
    expect(differences(wordsZhCN, wordsEn)).toEqual([]);
    expect(differences(wordsZhCN, wordsZhTW)).toEqual([]);
  });

  it('[UX-2] leave no Chinese in English texts', () => {
    const chinese = [...flatten(en), ...flatten(wordsEn)].filter(([, text]) => /\p{Script=Han}/u.test(text));
    expect(chinese).toEqual([]);
  });
});

describe('the comparison of catalogues', () => {
  it('[UX-2] names missing, surplus and empty texts and changed holes', () => {
    const source = { a: 'x {{n}}', b: { c: 'y', d: 'z' } };
    const translation = { a: 'x {{m}}', b: { c: ' ', e: 'q' } };
    expect(differences(source, translation)).toEqual(['holes differ in a', 'empty b.c', 'missing b.d', 'surplus b.e']);
  });
});
