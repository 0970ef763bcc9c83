import { useCallback } from 'react';
import { useLanguage } from '../i18n/use-language.ts';
import en from './en.ts';
import type { Vocabulary, WordKind } from './vocabulary.ts';
import zhCN from './zh-CN.ts';
import zhTW from './zh-TW.ts';

const WORDS: Record<string, Vocabulary> = { 'zh-CN': zhCN, en, 'zh-TW': zhTW };

/** A contract value in words. A value from a newer server than this page is shown as it came. */
export function useWord(): (kind: WordKind, value: string) => string {
  const { language } = useLanguage();
  return useCallback((kind, value) => wordOf(WORDS[language] ?? zhCN, kind, value), [language]);
}

export function wordOf(vocabulary: Vocabulary, kind: WordKind, value: string): string {
  return (vocabulary[kind] as Record<string, string>)[value] ?? value;
}

/** All values of a kind with their words, for a choice filter. */
export function useWordOptions(kind: WordKind): { value: string; label: string }[] {
  const { language } = useLanguage();
  return Object.entries((WORDS[language] ?? zhCN)[kind]).map(([value, label]) => ({ value, label }));
}
