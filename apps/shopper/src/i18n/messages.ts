import { en } from '../locales/en';
import { zhCN } from '../locales/zh-CN';
import { zhTW } from '../locales/zh-TW';

export type Locale = 'zh-CN' | 'en' | 'zh-TW';
export type MessageKey = keyof typeof zhCN;
export type Messages = Record<MessageKey, string>;
export type MessageParams = Record<string, string | number>;

export const catalogues: Record<Locale, Messages> = { 'zh-CN': zhCN, en, 'zh-TW': zhTW };

/**
 * Fills `{name}` from the parameters; `{n|item|items}` takes the first form when n is 1 and the second otherwise.
 * Home-made because the mini-program has no Intl.
 */
export function fill(template: string, params: MessageParams = {}): string {
  return template.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, other?: string) => {
    const value = params[name];
    if (one !== undefined && other !== undefined) return value === 1 ? one : other;
    return value === undefined ? '' : String(value);
  });
}

export function translate(locale: Locale, key: MessageKey, params?: MessageParams): string {
  return fill(catalogues[locale][key], params);
}

/** Whether a name that came from the server has a text of ours. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(zhCN, key);
}
