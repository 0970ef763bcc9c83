import { BgColorsOutlined, GlobalOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';

import { LANGUAGE_NAMES, LANGUAGES } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useUiText } from '../i18n/use-text.ts';
import type { ThemePreference } from '../theme/preference.ts';
import { useThemePreference } from '../theme/use-theme-preference.ts';

export function ThemeSwitch() {
  const text = useUiText();
  const [preference, setPreference] = useThemePreference();
  const labels: Record<ThemePreference, string> = {
    system: text('shell.themeSystem'),
    light: text('shell.themeLight'),
    dark: text('shell.themeDark'),
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [preference],
        items: (['system', 'light', 'dark'] as const).map((key) => ({ key, label: labels[key] })),
        onClick: ({ key }) => setPreference(key as ThemePreference),
      }}
    >
      <Button type="text" icon={<BgColorsOutlined />} aria-label={text('shell.theme')} title={text('shell.theme')} />
    </Dropdown>
  );
}

export function LanguageSwitch() {
  const text = useUiText();
  const { language, setLanguage } = useLanguage();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [language],
        items: LANGUAGES.map((key) => ({ key, label: <span lang={key}>{LANGUAGE_NAMES[key]}</span> })),
        onClick: ({ key }) => {
          const picked = LANGUAGES.find((each) => each === key);
          if (picked) setLanguage(picked);
        },
      }}
    >
      <Button
        type="text"
        icon={<GlobalOutlined />}
        aria-label={text('shell.language')}
        title={text('shell.language')}
      />
    </Dropdown>
  );
}
