import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test('[UX-2] a browser tag finds its language, traditional Chinese by script or region', () => {
  const asked = ['zh-Hant-HK', 'zh-TW', 'zh', 'zh-Hans-SG', 'en-GB', 'EN', 'fr', 'english'];
  expect(asked.map(languageOf)).toEqual(['zh-TW', 'zh-TW', 'zh-CN', 'zh-CN', 'en', 'en', undefined, undefined]);
});
