import { useCallback } from 'react';
import { prefs } from '../state/prefs';
import { useStore } from '../state/store';
import { type MessageKey, type MessageParams, translate } from './messages';

export { isMessageKey, type Locale, type MessageKey } from './messages';
export type Translate = (key: MessageKey, params?: MessageParams) => string;

/** Texts in the language of now; the component is drawn again when the language changes. */
export function useT(): Translate {
  const { locale } = useStore(prefs);
  return useCallback((key, params) => translate(locale, key, params), [locale]);
}
