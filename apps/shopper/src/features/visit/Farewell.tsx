import type { Visit } from '../../api';
import { clockTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { ListRow } from '../../kit/ListRow';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { DoorMoment } from '../../parts/DoorMoment';
import { Emergency } from '../../parts/Emergency';
import { Page } from '../../shell/Page';
import { open, restart } from '../../state/nav';

/** The visit has ended: how, when, and what is left to look at. */
export function Farewell({ visit }: { visit: Visit }) {
  const t = useT();
  const at = (iso: string | null) => (iso ? clockTime(iso, visit.store.utcOffset) : '–');
  return (
    <Page
      title={t('farewell.title')}
      night
      footer={
        <Button id="farewell-home" onTap={() => restart('home')}>
          {t('farewell.home')}
        </Button>
      }
    >
      <DoorMoment stage="shut" title={t('farewell.head')} text={t(`farewell.${visit.ending ?? 'no_purchase'}`)} />
      <Card flush>
        <ListRow title={t('farewell.store')} end={visit.store.name} />
        <ListRow title={t('farewell.in')} end={at(visit.enteredAt)} />
        <ListRow title={t('farewell.out')} end={at(visit.endedAt)} last={!visit.orderId} />
        {visit.orderId ? (
          <ListRow
            id="farewell-order"
            icon="orders"
            title={t('moment.order')}
            last
            onTap={() => open('order', { id: visit.orderId ?? undefined })}
          />
        ) : null}
      </Card>
      {visit.state === 'timed_out' || visit.state === 'abnormal' ? (
        <>
          <Note tone="amber" icon="info">
            {t('farewell.stillInside')}
          </Note>
          <Emergency visitId={visit.id} utcOffset={visit.store.utcOffset} onRefresh={() => undefined} />
        </>
      ) : null}
      <Box className="lk-center lk-small lk-soft">{t('farewell.text')}</Box>
    </Page>
  );
}
