import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import 'dayjs/locale/zh-tw';
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../locales/en.ts';
import zhCN from '../locales/zh-CN.ts';
import zhTW from '../locales/zh-TW.ts';
import type { Catalogue } from './catalogue.ts';
import { type Language, readLanguage } from './language.ts';

/** The app's texts as namespace `app`, the shared parts' texts as `ui`; the stored language is on. */
export function createI18n(app: Record<Language, Catalogue>): i18n {
  const instance = i18next.createInstance();
  instance.on('languageChanged', (language) => {
    dayjs.locale(language.toLowerCase());
    if (globalThis.document) document.documentElement.lang = language;
  });
  void instance.use(initReactI18next).init({
    lng: readLanguage(),
    fallbackLng: false,
    initAsync: false,
    defaultNS: 'app',
    ns: ['app', 'ui'],
    resources: {
      'zh-CN': { app: app['zh-CN'], ui: zhCN },
      en: { app: app.en, ui: en },
      'zh-TW': { app: app['zh-TW'], ui: zhTW },
    },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}
