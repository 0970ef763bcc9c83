export const LANGUAGES = ['zh-CN', 'en', 'zh-TW'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language's own name; never translated. */
export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-CN': '简体中文', en: 'English', 'zh-TW': '繁體中文' };

const KEY = 'latchkey.language';

/** The language that a browser's tag such as `zh-Hant-HK` or `en-GB` asks for, if it is one of ours. */
export function languageOf(tag: string): Language | undefined {
  if (/^zh-(tw|hk|mo|hant)\b/i.test(tag)) return 'zh-TW';
  if (/^zh\b/i.test(tag)) return 'zh-CN';
  return /^en\b/i.test(tag) ? 'en' : undefined;
}

/** What the person chose here, else what their browser asks for, else 简体中文. */
export function readLanguage(): Language {
  const stored = globalThis.localStorage?.getItem(KEY);
  const chosen = LANGUAGES.find((language) => language === stored);
  if (chosen) return chosen;
  const asked = (globalThis.navigator?.languages ?? []).map(languageOf).find((language) => language !== undefined);
  return asked ?? 'zh-CN';
}

export function storeLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}
