import { type Text, type TextKey, useText } from '@latchkey/ui';
import type zhCN from './locales/zh-CN.ts';

export type ConsoleKey = TextKey<typeof zhCN>;

export function useAppText(): Text<ConsoleKey> {
  return useText<ConsoleKey>();
}
