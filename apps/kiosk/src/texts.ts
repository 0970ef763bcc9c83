import { type Text, type TextKey, useText } from '@latchkey/ui';
import type zhCN from './locales/zh-CN.ts';

export function useAppText(): Text<TextKey<typeof zhCN>> {
  return useText<TextKey<typeof zhCN>>();
}
