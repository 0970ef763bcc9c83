import type { Locale } from '../i18n/messages';
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

/** Language and theme, kept on the phone. 简体中文 unless the person chose otherwise. */
export const prefs = createStore<Prefs>({
  locale: stored('locale', locales, 'zh-CN'),
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
