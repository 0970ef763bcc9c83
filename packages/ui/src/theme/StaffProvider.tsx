import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import zhTW from 'antd/locale/zh_TW';
import type { i18n } from 'i18next';
import { type ReactNode, useSyncExternalStore } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useBreakpoint } from '../shell/use-breakpoint.ts';
import { antdTheme } from './antd-theme.ts';
import { currentMode, watchMode } from './preference.ts';

const LOCALES = { 'zh-CN': zhCN, 'zh-TW': zhTW, en: enUS } satisfies Record<Language, unknown>;

/** Theme, language, query cache and antd's message layer, in the order they need each other. */
export function StaffProvider(props: { i18n: i18n; queryClient: QueryClient; children: ReactNode }) {
  return (
    <I18nextProvider i18n={props.i18n}>
      <QueryClientProvider client={props.queryClient}>
        <Themed>{props.children}</Themed>
      </QueryClientProvider>
    </I18nextProvider>
  );
}

function Themed(props: { children: ReactNode }) {
  const mode = useMode();
  const touch = useBreakpoint() === 'phone';
  const { language } = useLanguage();
  return (
    <ConfigProvider
      theme={antdTheme(mode, touch)}
      locale={LOCALES[language]}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <App message={{ maxCount: 3 }}>{props.children}</App>
    </ConfigProvider>
  );
}

export function useMode() {
  return useSyncExternalStore(watchMode, currentMode);
}
