import { type Locale, type MessageKey, useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Icon } from '../../kit/Icon';
import { ListRow } from '../../kit/ListRow';
import { Box } from '../../kit/primitives';
import { Segments } from '../../kit/Segments';
import { EmptyState } from '../../kit/states';
import { Trouble } from '../../kit/Trouble';
import { Page } from '../../shell/Page';
import { Tabs } from '../../shell/Tabs';
import { useAct } from '../../state/fault';
import { open } from '../../state/nav';
import { locales, prefs, setTheme, themes } from '../../state/prefs';
import { signOut, useSession } from '../../state/session';
import { useStore } from '../../state/store';
import { InstallRow } from './InstallRow';
import { chooseLocale } from './language';
import { ProfileCard } from './ProfileCard';

/** Languages are named in themselves. */
const languageName: Record<Locale, MessageKey> = {
  'zh-CN': 'language.zhCN',
  en: 'language.en',
  'zh-TW': 'language.zhTW',
};

export function MePage() {
  const t = useT();
  const { status, profile } = useSession();
  const { locale, theme } = useStore(prefs);
  const consented = profile !== null && profile.consentVersion === profile.currentNoticeVersion;
  return (
    <Page title={t('nav.me')} root tabs={<Tabs on="me" />}>
      {profile ? <ProfileCard profile={profile} /> : null}
      {status === 'guest' ? (
        <EmptyState icon="user" title={t('guest.title')} text={t('guest.text')}>
          <Button id="me-sign-in" small onTap={() => open('sign-in')}>
            {t('signIn.enter')}
          </Button>
        </EmptyState>
      ) : null}
      {profile ? (
        <Card flush>
          <ListRow id="my-wallet" icon="wallet" title={t('wallet.title')} onTap={() => open('wallet')} />
          <ListRow id="my-coupons" icon="coupon" title={t('coupons.title')} onTap={() => open('coupons')} />
          <ListRow id="my-bookings" icon="clock" title={t('bookings.title')} onTap={() => open('bookings')} />
          <ListRow id="my-waiting" icon="clock" title={t('waiting.title')} onTap={() => open('waiting')} />
          <ListRow id="my-visits" icon="door" title={t('visits.title')} onTap={() => open('visits')} />
          <ListRow id="my-inbox" icon="bell" title={t('inbox.title')} last onTap={() => open('inbox')} />
        </Card>
      ) : null}
      <Card label={t('me.language')}>
        <Box className="lk-stack">
          <Box className="lk-row lk-strong">
            <Icon name="globe" size={20} />
            {t('me.language')}
          </Box>
          <Segments
            id="locale"
            label={t('me.language')}
            value={locale}
            onChange={chooseLocale}
            options={locales.map((value) => ({ value, text: t(languageName[value]) }))}
          />
          <Box className="lk-row lk-strong">
            <Icon name={theme === 'dark' ? 'moon' : 'sun'} size={20} />
            {t('me.theme')}
          </Box>
          <Segments
            id="theme"
            label={t('me.theme')}
            value={theme}
            onChange={setTheme}
            options={themes.map((value) => ({ value, text: t(`theme.${value}`) }))}
          />
        </Box>
      </Card>
      <Card flush>
        {profile ? (
          <ListRow
            id="my-account"
            icon="shield"
            title={t('account.title')}
            detail={t(consented ? 'account.summary' : 'account.consentMissing')}
            onTap={() => open('account')}
          />
        ) : null}
        <ListRow id="notice" icon="info" title={t('notice.title')} onTap={() => open('notice')} />
        <ListRow id="my-help" icon="help" title={t('helpPage.title')} last onTap={() => open('help')} />
      </Card>
      <InstallRow />
      {profile ? <SignOut /> : null}
    </Page>
  );
}

function SignOut() {
  const t = useT();
  const { busy, error, run } = useAct();
  return (
    <Box className="lk-stack">
      <Trouble error={error} />
      <Button id="sign-out" tone="line" busy={busy} onTap={() => void run(signOut)}>
        {t('me.signOut')}
      </Button>
    </Box>
  );
}
