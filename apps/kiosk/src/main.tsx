import { boot } from '@latchkey/ui';
import { AttractScreen } from './AttractScreen.tsx';
import en from './locales/en.ts';
import zhCN from './locales/zh-CN.ts';
import zhTW from './locales/zh-TW.ts';

boot({ 'zh-CN': zhCN, en, 'zh-TW': zhTW }, <AttractScreen />);
