import { useRef } from 'react';
import { api, type OrderDetail, type Visit } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { ListRow } from '../../kit/ListRow';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { Trouble } from '../../kit/Trouble';
import { DoorMoment } from '../../parts/DoorMoment';
import { doorPictures, type ExitStage, exitStage, isExit } from '../../parts/door-outcome';
import { Emergency } from '../../parts/Emergency';
import { OpeningTrack } from '../../parts/OpeningTrack';
import { useOpening } from '../../parts/use-opening';
import { useVisit } from '../../parts/use-visit';
import { Page } from '../../shell/Page';
import { open, restart } from '../../state/nav';

type Stage = ExitStage | 'ended' | 'paid';
const pictures = { ...doorPictures, ended: 'shut', paid: 'shut' } as const;

function stageOf(order: OrderDetail, visit: Visit | null, known: boolean): Stage {
  if (order.visitId === null) return 'paid';
  if (!visit || visit.id !== order.visitId) return known ? 'ended' : 'opening';
  const exit = visit.opening && isExit(visit.opening) ? visit.opening : null;
  return exitStage(exit, exit === null);
}

/** VIS-7: paid, so the door unlocks by itself; the screen says how far it is until the visit has ended. */
export function Paid({ order, at }: { order: OrderDetail; at: number }) {
  const t = useT();
  const current = useVisit(1200);
  const { phase, ask } = useOpening();
  const visit = current.data?.visit ?? null;
  const stage = stageOf(order, visit, current.data !== null);
  const over = stage === 'ended' || stage === 'paid';
  const lastOpening = useRef<Visit['opening']>(null);
  if (visit?.opening && !over && isExit(visit.opening)) lastOpening.current = visit.opening;
  const { utcOffset } = order.store;
  const again = () => {
    if (!visit) return;
    void ask((idempotencyKey) => api('POST /visits/:id/exits', { params: { id: visit.id }, idempotencyKey })).then(
      () => void current.refresh(),
    );
  };
  return (
    <Page
      title={t('paid.title')}
      root
      night
      dataAt={at}
      footer={
        <Button id="paid-home" tone={over ? 'primary' : 'line'} onTap={() => restart('home')}>
          {t('farewell.home')}
        </Button>
      }
    >
      <DoorMoment stage={pictures[stage]} title={t(`paid.${stage}`)} text={t(`paid.${stage}Text`)} />
      {lastOpening.current && stage !== 'paid' ? (
        <OpeningTrack opening={lastOpening.current} utcOffset={utcOffset} />
      ) : null}
      <Trouble error={phase.kind === 'refused' ? phase.error : null} />
      {over || stage === 'opening' ? null : (
        <Button
          id="open-again"
          tone={stage === 'stuck' || stage === 'notOpen' ? 'primary' : 'line'}
          busy={phase.kind === 'asking' || phase.kind === 'following'}
          onTap={again}
        >
          {t('moment.again')}
        </Button>
      )}
      <Card flush>
        <ListRow title={t('paid.amount')} end={<Price fen={order.paid} />} />
        <ListRow title={t('paid.state')} end={<Box id="order-state">{t(`orderState.${order.state}`)}</Box>} />
        <ListRow
          id="paid-order"
          icon="orders"
          title={t('moment.order')}
          detail={order.number}
          last
          onTap={() => open('order', { id: order.id })}
        />
      </Card>
      {visit && !over ? (
        <Emergency visitId={visit.id} utcOffset={utcOffset} onRefresh={() => void current.refresh()} />
      ) : null}
    </Page>
  );
}
