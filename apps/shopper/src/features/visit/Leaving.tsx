import { useState } from 'react';
import { type ApiError, api, asApiError, type Visit } from '../../api';
import { countdown } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Icon } from '../../kit/Icon';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { OpeningTrack } from '../../parts/OpeningTrack';
import { Track } from '../../parts/Track';
import { useNow } from '../../state/clock';

/** VIS-8: leaving without buying: ask, then wait for the agent's look, with the true state on the screen. */
export function Leaving({
  visit,
  onEmptyCart,
  onChanged,
}: {
  visit: Visit;
  onEmptyCart: () => Promise<unknown>;
  onChanged: (visit: Visit) => void;
}) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  if (visit.nextStep === 'wait_for_agent') return <WaitingForAgent visit={visit} />;
  if (visit.state !== 'inside' && visit.state !== 'leaving') return null;

  const ask = async () => {
    setBusy(true);
    setError(null);
    try {
      onChanged(await api('POST /visits/:id/exit-requests', { params: { id: visit.id } }));
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const emptyAndAsk = async () => {
    await onEmptyCart();
    await ask();
  };
  return (
    <Box className="lk-stack">
      {error ? (
        <Note tone="danger" icon="alert" alert>
          <Box>{error.message}</Box>
          {error.code === 'unpaid_cart' ? (
            <Button id="empty-and-leave" tone="text" onTap={() => void emptyAndAsk()}>
              {t('leave.emptyAndLeave')}
            </Button>
          ) : null}
        </Note>
      ) : null}
      <Button id="leave" tone="line" icon="exit" busy={busy} onTap={() => void ask()}>
        {t('leave.ask')}
      </Button>
    </Box>
  );
}

function WaitingForAgent({ visit }: { visit: Visit }) {
  const t = useT();
  const now = useNow(1000);
  const since = visit.exitRequestedAt ? now - Date.parse(visit.exitRequestedAt) : 0;
  const { opening } = visit;
  const exit = opening && opening.purpose !== 'entry' && opening.purpose !== 're_entry' ? opening : null;
  return (
    <>
      <Card lit label={t('leave.waiting')}>
        <Box className="lk-stack" role="status">
          <Box className="lk-row">
            <Icon name="clock" size={22} />
            <Box className="lk-grow lk-strong">{t('leave.waiting')}</Box>
            <Box className="lk-num lk-strong">{countdown(since)}</Box>
          </Box>
          <Box className="lk-small">{t('leave.waitingText')}</Box>
        </Box>
      </Card>
      {exit ? <OpeningTrack opening={exit} /> : <AskedTrack askedAt={visit.exitRequestedAt} />}
    </>
  );
}

/** What happens between the question and the door. */
function AskedTrack({ askedAt }: { askedAt: string | null }) {
  const t = useT();
  return (
    <Track
      label={t('leave.waiting')}
      steps={[
        { name: t('leave.asked'), at: askedAt },
        { name: t('leave.looking'), at: null },
        { name: t('leave.opens'), at: null },
      ]}
    />
  );
}
