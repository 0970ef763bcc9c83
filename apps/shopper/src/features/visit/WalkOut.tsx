import { api, type Visit } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Box } from '../../kit/primitives';
import { Trouble } from '../../kit/Trouble';
import { DoorMoment } from '../../parts/DoorMoment';
import { doorPictures, exitStage } from '../../parts/door-outcome';
import { Emergency } from '../../parts/Emergency';
import { OpeningTrack } from '../../parts/OpeningTrack';
import { useOpening } from '../../parts/use-opening';
import { Page } from '../../shell/Page';
import { useAct } from '../../state/fault';
import { open } from '../../state/nav';

export interface WalkOutProps {
  visit: Visit;
  at: number;
  onRefresh: () => void;
  /** Back among the shelves: the visit goes on until the door has closed behind the person. */
  onStay: () => void;
}

/** Paid or let go: the door opens by itself, the screen says how far it is, and a second try is one tap away. */
export function WalkOut({ visit, at, onRefresh, onStay }: WalkOutProps) {
  const t = useT();
  const { phase, ask } = useOpening();
  const { busy, error, run } = useAct();
  const own = 'opening' in phase ? phase.opening : null;
  const opening = own ?? visit.opening;
  const stage = exitStage(opening, phase.kind === 'asking');
  const again = () => {
    const params = { id: visit.id };
    if (visit.opening?.purpose === 'exit_paid')
      void ask((idempotencyKey) => api('POST /visits/:id/exits', { params, idempotencyKey })).then(onRefresh);
    else void run(async () => void (await api('POST /visits/:id/exit-requests', { params }))).then(onRefresh);
  };
  return (
    <Page title={visit.store.name} dataAt={at} night>
      <DoorMoment stage={doorPictures[stage]} title={t(`moment.${stage}`)} text={t(`moment.${stage}Text`)} />
      {opening ? <OpeningTrack opening={opening} utcOffset={visit.store.utcOffset} /> : null}
      <Trouble error={phase.kind === 'refused' ? phase.error : error} />
      <Box className="lk-stack">
        <Button
          id="open-again"
          tone={stage === 'notOpen' || stage === 'stuck' ? 'primary' : 'line'}
          busy={stage === 'opening' || busy}
          onTap={again}
        >
          {t('moment.again')}
        </Button>
        {visit.orderId ? (
          <Button id="see-order" tone="text" onTap={() => open('order', { id: visit.orderId ?? undefined })}>
            {t('moment.order')}
          </Button>
        ) : null}
        <Button id="stay" tone="text" onTap={onStay}>
          {t('moment.stay')}
        </Button>
        <Emergency visitId={visit.id} utcOffset={visit.store.utcOffset} onRefresh={onRefresh} />
      </Box>
    </Page>
  );
}
