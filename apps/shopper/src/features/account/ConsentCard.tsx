import { useState } from 'react';
import { api, asApiError, type Profile } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { ListRow } from '../../kit/ListRow';
import { Box } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { Tag } from '../../kit/Tag';
import { Trouble } from '../../kit/Trouble';
import { useFault } from '../../state/fault';
import { back, open, pageParam } from '../../state/nav';
import { becomeCustomer } from '../../state/session';

/** IDN-4: which notice was accepted, and the way to withdraw or give the consent. */
export function ConsentCard({ profile }: { profile: Profile }) {
  const t = useT();
  // Sent here by a door that needs the consent first: ask at once, and go back there afterwards.
  const [sentHere] = useState(() => pageParam('consent') !== null);
  const [asking, setAsking] = useState(sentHere);
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
      {asking ? (
        <ConsentSheet
          profile={profile}
          accepted={accepted}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            if (sentHere) back();
          }}
        />
      ) : null}
    </Card>
  );
}

interface ConsentSheetProps {
  profile: Profile;
  accepted: boolean;
  onClose: () => void;
  onDone: () => void;
}

function ConsentSheet({ profile, accepted, onClose, onDone }: ConsentSheetProps) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useFault();
  const change = async () => {
    setBusy(true);
    setError(null);
    try {
      const noticeVersion = accepted
        ? (profile.consentVersion ?? profile.currentNoticeVersion)
        : profile.currentNoticeVersion;
      becomeCustomer(await api('POST /me/consents', { body: { noticeVersion, accepted: !accepted } }));
      onDone();
    } catch (thrown) {
      setError(asApiError(thrown));
      setBusy(false);
    }
  };
  return (
    <Sheet id="consent-sheet" title={t(accepted ? 'consent.withdrawTitle' : 'consent.giveTitle')} onClose={onClose}>
      <Box className="lk-stack">
        <Box>{t(accepted ? 'consent.withdrawText' : 'consent.giveText')}</Box>
        <Trouble error={error} />
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
