import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type uiCatalogue from '../locales/zh-CN.ts';
import type { TextKey } from './catalogue.ts';

export type Holes = Record<string, string | number>;
export type Text<K extends string> = (key: K, holes?: Holes) => string;

/** Typed texts of the shared parts. */
export function useUiText(): Text<TextKey<typeof uiCatalogue>> {
  return useNamespace('ui');
}

/** Typed texts of the app: `useText<TextKey<typeof zhCN>>()`; each app wraps it once. */
export function useText<K extends string>(): Text<K> {
  return useNamespace('app');
}

function useNamespace<K extends string>(namespace: 'ui' | 'app'): Text<K> {
  const { t } = useTranslation(namespace);
  const translate = t as unknown as (key: string, holes?: Holes) => string;
  return useCallback((key: K, holes?: Holes) => translate(key, holes), [translate]);
}
