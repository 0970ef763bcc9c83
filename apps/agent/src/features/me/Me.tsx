import {
  ChangePasswordDialog,
  Facts,
  LANGUAGE_NAMES,
  LANGUAGES,
  openGuide,
  openTwoFactor,
  Section,
  type ThemePreference,
  TwoFactorState,
  useLanguage,
  useSession,
  useThemePreference,
  useUiText,
  useWord,
} from '@latchkey/ui';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';

export function Me() {
  const text = useAppText();
  const ui = useUiText();
  const word = useWord();
  const { staff, can, signOut } = useSession();
  const { language, setLanguage } = useLanguage();
  const [preference, setPreference] = useThemePreference();
  const [changing, setChanging] = useState(false);
  const themes: { value: ThemePreference; label: string }[] = [
    { value: 'system', label: ui('shell.themeSystem') },
    { value: 'light', label: ui('shell.themeLight') },
    { value: 'dark', label: ui('shell.themeDark') },
  ];
  return (
    <div style={{ maxWidth: 560 }}>
      <Section title={staff.name}>
        <Facts
          facts={[
            { label: text('me.loginName'), value: <span className="lk-mono">{staff.loginName}</span> },
            {
              label: text('me.roles'),
              value: staff.roles.map((role) => (role.preset ? word('role', role.preset) : role.name)).join('、'),
            },
          ]}
        />
      </Section>
      <Section title={ui('shell.theme')}>
        <Segmented block aria-label={ui('shell.theme')} options={themes} value={preference} onChange={setPreference} />
      </Section>
      <Section title={ui('shell.language')}>
        <Segmented
          block
          aria-label={ui('shell.language')}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          value={language}
          onChange={setLanguage}
        />
      </Section>
      <Section title={ui('shell.account')}>
        <div style={{ display: 'grid', gap: 8 }}>
          {can('overview') && (
            <Button size="large" href="/console/">
              {text('me.console')}
            </Button>
          )}
          <Button size="large" onClick={openGuide}>
            {ui('guide.open')}
          </Button>
          <Button size="large" onClick={() => setChanging(true)}>
            {ui('shell.changePassword')}
          </Button>
          <Button size="large" onClick={openTwoFactor}>
            {ui('twoFactor.title')}
            <TwoFactorState />
          </Button>
          <Button size="large" danger onClick={signOut}>
            {ui('shell.signOut')}
          </Button>
        </div>
      </Section>
      <ChangePasswordDialog open={changing} onClose={() => setChanging(false)} />
    </div>
  );
}
