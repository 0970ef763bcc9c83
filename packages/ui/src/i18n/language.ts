export const LANGUAGES = ['zh-CN', 'en', 'zh-TW'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language's own name; never translated. */
export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-CN': '简体中文', en: 'English', 'zh-TW': '繁體中文' };

const KEY = 'latchkey.language';

export function readLanguage(): Language {
  const stored = globalThis.localStorage?.getItem(KEY);
  return LANGUAGES.find((language) => language === stored) ?? 'zh-CN';
}

export function storeLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}
