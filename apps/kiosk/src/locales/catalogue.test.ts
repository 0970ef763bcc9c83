import { differences, flatten } from '@latchkey/ui/catalogue';
import { describe, expect, it } from 'vitest';
import en from './en.ts';
import zhCN from './zh-CN.ts';
import zhTW from './zh-TW.ts';

describe('the kiosk’s catalogues', () => {
  it('[UX-2] say every text of the Chinese source in English', () => {
    expect(differences(zhCN, en)).toEqual([]);
  });

  it('[UX-2] say every text of the simplified source in traditional Chinese', () => {
    expect(differences(zhCN, zhTW)).toEqual([]);
  });

  it('[UX-2] leave no Chinese in English texts', () => {
    expect([...flatten(en)].filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
  });
});
