import { api, type Visit } from '../../api';
import { countdown } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Icon } from '../../kit/Icon';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { Trouble } from '../../kit/Trouble';
import { exitStage, hasFailed, isExit } from '../../parts/door-outcome';
import { OpeningTrack } from '../../parts/OpeningTrack';
import { Track } from '../../parts/Track';
import { useNow } from '../../state/clock';
import { useAct } from '../../state/fault';
import { open } from '../../state/nav';

export interface LeavingProps {
  visit: Visit;
  onEmptyCart: () => Promise<unknown>;
  onChanged: (visit: Visit) => void;
  onRefresh: () => void;
}

/** VIS-8: leaving: at once when paid, else ask and wait for the agent's look, with the true state on the screen. */
export function Leaving({ visit, onEmptyCart, onChanged, onRefresh }: LeavingProps) {
  const t = useT();
  const { busy, error, run } = useAct();
  if (visit.nextStep === 'wait_for_agent') return <WaitingForAgent visit={visit} />;
  if (visit.state !== 'inside' && visit.state !== 'leaving') return null;

  const params = { id: visit.id };
  const ask = () => run(async () => onChanged(await api('POST /visits/:id/exit-requests', { params })));
  const openDoor = () => run(async () => void (await api('POST /visits/:id/exits', { params }))).then(onRefresh);
  const emptyAndAsk = async () => {
    await onEmptyCart();
    await ask();
  };
  if (visit.nextStep === 'leave')
    return (
      <Card lit label={t('leave.paidTitle')}>
        <Box className="lk-stack">
          <Box className="lk-row lk-strong">
            <Icon name="check" size={22} />
            {t('leave.paidTitle')}
          </Box>
          <Trouble error={error} />
          <Button id="leave" tone="amber" icon="exit" busy={busy} onTap={() => void openDoor()}>
            {t('leave.openDoor')}
          </Button>
        </Box>
      </Card>
    );
  return (
    <Box className="lk-stack">
      <Trouble error={error}>
        {error?.code === 'unpaid_cart' ? (
          <Button id="empty-and-leave" tone="text" onTap={() => void emptyAndAsk()}>
            {t('leave.emptyAndLeave')}
          </Button>
        ) : null}
        {error?.code === 'unpaid_order' && visit.orderId ? (
          <Button id="pay-and-leave" tone="text" onTap={() => open('pay', { order: visit.orderId ?? undefined })}>
            {t('act.pay-order')}
          </Button>
        ) : null}
      </Trouble>
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
  const exit = opening && isExit(opening) ? opening : null;
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
      {exit && hasFailed(exit) ? (
        <Note tone="danger" icon="alert" alert>
          {t(`moment.${exitStage(exit)}Text`)}
        </Note>
      ) : null}
      {exit ? (
        <OpeningTrack opening={exit} utcOffset={visit.store.utcOffset} />
      ) : (
        <Track
          label={t('leave.waiting')}
          utcOffset={visit.store.utcOffset}
          steps={[
            { name: t('leave.asked'), at: visit.exitRequestedAt },
            { name: t('leave.looking'), at: null },
            { name: t('leave.opens'), at: null },
          ]}
        />
      )}
    </>
  );
}
