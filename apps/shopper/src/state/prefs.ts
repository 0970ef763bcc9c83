import type { Locale } from '../i18n/messages';
import { deviceLanguage } from '../platform/language';
import { storage } from '../platform/storage';
import { createStore } from './store';

export type Theme = 'auto' | 'light' | 'dark';
export interface Prefs {
  locale: Locale;
  theme: Theme;
}

export const locales: readonly Locale[] = ['zh-CN', 'en', 'zh-TW'];
export const themes: readonly Theme[] = ['auto', 'light', 'dark'];

function stored<T extends string>(key: string, allowed: readonly T[], fallback: T): T {
  const value = storage.read(key);
  return allowed.find((one) => one === value) ?? fallback;
}

/** The phone's language where it is one of ours, else 简体中文. */
function localeOf(tag: string): Locale {
  if (/^zh-(TW|HK|MO|Hant)/i.test(tag)) return 'zh-TW';
  return /^en\b/i.test(tag) ? 'en' : 'zh-CN';
}

/** Language and theme: what the person chose, kept on the phone; until then as the phone itself. */
export const prefs = createStore<Prefs>({
  locale: stored('locale', locales, localeOf(deviceLanguage())),
  theme: stored('theme', themes, 'auto'),
});

export function setLocale(locale: Locale): void {
  storage.write('locale', locale);
  prefs.patch({ locale });
}

export function setTheme(theme: Theme): void {
  storage.write('theme', theme);
  prefs.patch({ theme });
}
