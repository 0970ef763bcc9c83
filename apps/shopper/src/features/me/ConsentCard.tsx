import { useState } from 'react';
import { type ApiError, api, asApiError, type Profile } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { ListRow } from '../../kit/ListRow';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { Tag } from '../../kit/Tag';
import { open } from '../../state/nav';
import { becomeCustomer } from '../../state/session';

/** IDN-4: which notice was accepted, and the way to withdraw or give the consent. */
export function ConsentCard({ profile }: { profile: Profile }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const accepted = profile.consentVersion === profile.currentNoticeVersion;
  return (
    <Card flush>
      <ListRow
        id="notice"
        icon="shield"
        title={t('notice.title')}
        detail={t('consent.current', { version: profile.currentNoticeVersion })}
        onTap={() => open('notice')}
      />
      <ListRow
        id="consent-state"
        icon="check"
        title={t('consent.mine')}
        detail={profile.consentVersion ? t('consent.accepted', { version: profile.consentVersion }) : t('consent.none')}
        end={<Tag tone={accepted ? 'brand' : 'amber'}>{t(accepted ? 'consent.valid' : 'consent.missing')}</Tag>}
        last
        onTap={() => setAsking(true)}
      />
      {asking ? <ConsentSheet profile={profile} accepted={accepted} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}

function ConsentSheet({ profile, accepted, onClose }: { profile: Profile; accepted: boolean; onClose: () => void }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const change = async () => {
    setBusy(true);
    setError(null);
    try {
      const noticeVersion = accepted
        ? (profile.consentVersion ?? profile.currentNoticeVersion)
        : profile.currentNoticeVersion;
      becomeCustomer(await api('POST /me/consents', { body: { noticeVersion, accepted: !accepted } }));
      onClose();
    } catch (thrown) {
      setError(asApiError(thrown));
      setBusy(false);
    }
  };
  return (
    <Sheet id="consent-sheet" title={t(accepted ? 'consent.withdrawTitle' : 'consent.giveTitle')} onClose={onClose}>
      <Box className="lk-stack">
        <Box>{t(accepted ? 'consent.withdrawText' : 'consent.giveText')}</Box>
        {error ? (
          <Note tone="danger" icon="alert" alert>
            {error.message}
          </Note>
        ) : null}
        <Button id="consent-change" tone={accepted ? 'danger' : 'primary'} busy={busy} onTap={() => void change()}>
          {t(accepted ? 'consent.withdraw' : 'consent.give')}
        </Button>
        <Button tone="line" onTap={onClose}>
          {t('common.cancel')}
        </Button>
      </Box>
    </Sheet>
  );
}
