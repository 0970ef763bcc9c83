import { useState } from 'react';
import { api } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Check } from '../../kit/Check';
import { ListRow } from '../../kit/ListRow';
import { Box } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { EmptyState, ErrorState } from '../../kit/states';
import { Trouble } from '../../kit/Trouble';
import { subscribing } from '../../platform/subscribe';
import { Page } from '../../shell/Page';
import { useAct } from '../../state/fault';
import { open } from '../../state/nav';
import { useResource } from '../../state/resource';
import { useSession } from '../../state/session';
import { type MessagePreferences, preparePrompt } from '../../state/subscriptions';
import { QuietHours } from './QuietHours';

const kinds = ['order', 'payment', 'visit', 'coupon'] as const;

/** MSG-1: how the customer wants to be reached. Every change holds at once. */
export function SettingsPage() {
  const t = useT();
  const { status } = useSession();
  const resource = useResource(status === 'customer' ? 'message-preferences' : null, () =>
    api('GET /me/message-preferences'),
  );
  const { data, put } = resource;
  return (
    <Page title={t('messageSettings.title')} dataAt={resource.at}>
      {resource.error && !data ? <ErrorState error={resource.error} onRetry={() => void resource.refresh()} /> : null}
      {resource.loading ? <SkeletonList rows={3} label={t('common.loading')} /> : null}
      {status === 'guest' ? (
        <EmptyState icon="user" title={t('guest.title')} text={t('messageSettings.guestText')}>
          <Button small onTap={() => open('sign-in')}>
            {t('signIn.enter')}
          </Button>
        </EmptyState>
      ) : null}
      {data ? <Settings settings={data} onChange={put} /> : null}
    </Page>
  );
}

interface SettingsProps {
  settings: MessagePreferences;
  onChange: (settings: MessagePreferences) => void;
}

function Settings({ settings, onChange }: SettingsProps) {
  const t = useT();
  const { busy, error, run } = useAct();
  const { wechat, sms, muted, quiet } = settings;
  const change = (patch: Partial<Pick<MessagePreferences, 'wechat' | 'sms' | 'muted' | 'quiet'>>) => {
    if (!busy)
      void run(async () =>
        onChange(await api('PUT /me/message-preferences', { body: { wechat, sms, muted, quiet, ...patch } })),
      );
  };
  const toggle = (kind: (typeof kinds)[number]) =>
    change({ muted: muted.includes(kind) ? muted.filter((one) => one !== kind) : [...muted, kind] });
  return (
    <Box className="lk-stack lk-stack--loose">
      <Box className="lk-small lk-soft">{t('messageSettings.always')}</Box>
      <Trouble error={error} />
      <Card label={t('messageSettings.channels')}>
        <Box className="lk-stack">
          <Check
            id="by-wechat"
            checked={wechat}
            label={t('messageSettings.wechat')}
            onChange={(checked) => change({ wechat: checked })}
          />
          <Check
            id="by-sms"
            checked={sms}
            label={t('messageSettings.sms')}
            onChange={(checked) => change({ sms: checked })}
          />
        </Box>
      </Card>
      <Card label={t('messageSettings.kinds')}>
        <Box className="lk-stack">
          <Box className="lk-strong">{t('messageSettings.kinds')}</Box>
          {kinds.map((kind) => (
            <Check
              key={kind}
              id={`kind-${kind}`}
              checked={!muted.includes(kind)}
              label={t(`messageSettings.kind.${kind}`)}
              onChange={() => toggle(kind)}
            />
          ))}
        </Box>
      </Card>
      <QuietHours quiet={quiet} onChange={(next) => change({ quiet: next })} />
      <Consents settings={settings} onChange={onChange} />
    </Box>
  );
}

/** MSG-5: one consent, one message: how many are left, and a way to give more. */
function Consents({ settings, onChange }: SettingsProps) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const { subscriptions } = settings;
  if (subscriptions.length === 0 || !settings.wechat) return null;
  const allow = async () => {
    setBusy(true);
    const changed = await preparePrompt('settings')();
    if (changed) onChange(changed);
    setBusy(false);
  };
  return (
    <Box className="lk-stack">
      <Box className="lk-small lk-soft">
        {t(subscribing.possible ? 'messageSettings.consents' : 'messageSettings.consentsWeb')}
      </Box>
      <Card flush>
        {subscriptions.map(({ purpose, left }, i) => (
          <ListRow
            key={purpose}
            id={`consent-${purpose}`}
            title={t(`messageSettings.purpose.${purpose}`)}
            end={<Box className="lk-num">{t('messageSettings.left', { n: left })}</Box>}
            last={i === subscriptions.length - 1}
          />
        ))}
      </Card>
      {subscribing.possible ? (
        <Button id="allow-more" tone="line" icon="bell" busy={busy} onTap={() => void allow()}>
          {t('messageSettings.allow')}
        </Button>
      ) : null}
    </Box>
  );
}
