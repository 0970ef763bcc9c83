import { type Text, type TextKey, useText } from '@latchkey/ui';
import type zhCN from './locales/zh-CN.ts';

export type AgentKey = TextKey<typeof zhCN>;

export function useAppText(): Text<AgentKey> {
  return useText<AgentKey>();
}
