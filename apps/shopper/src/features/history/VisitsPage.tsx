import { useState } from 'react';
import { api, type Visit } from '../../api';
import { clockTime, dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { Box } from '../../kit/primitives';
import { Tag } from '../../kit/Tag';
import { CardList } from '../../shell/CardList';
import { Page } from '../../shell/Page';
import { useList } from '../../state/list';
import { open, pageParam } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useSession } from '../../state/session';
import { isOpenVisit } from './open-visit';
import { VisitDetail } from './VisitDetail';

/** All visits, newest first; with an id in the address, one of them with all that happened. */
export function VisitsPage() {
  const [id] = useState(() => pageParam('id'));
  return id === null ? <VisitList /> : <VisitDetail id={id} />;
}

function VisitList() {
  const t = useT();
  const { status } = useSession();
  const signedIn = status === 'customer';
  const list = useList(signedIn ? 'visits' : null, (cursor) => api('GET /visits', { query: { limit: 20, cursor } }));
  useLive(['visit.changed'], () => void list.refresh(), 20_000, signedIn);
  return (
    <Page title={t('visits.title')} dataAt={list.at}>
      <CardList
        list={list}
        empty={{ icon: 'door', title: t('visits.emptyTitle'), text: t('visits.emptyText') }}
        card={(visit) => <VisitCard key={visit.id} visit={visit} />}
      />
    </Page>
  );
}

function VisitCard({ visit }: { visit: Visit }) {
  const t = useT();
  const { utcOffset } = visit.store;
  const now = isOpenVisit(visit);
  return (
    <Card id={`visit-${visit.id}`} lit={now} onTap={() => (now ? open('visit') : open('visits', { id: visit.id }))}>
      <Box className="lk-row lk-row--between">
        <Box className="lk-strong lk-cut">{visit.store.name}</Box>
        <Tag tone={now ? 'amber' : 'plain'}>
          {t(now ? `visitState.${visit.state}` : `visitEnding.${visit.ending ?? 'no_purchase'}`)}
        </Tag>
      </Box>
      <Box className="lk-row lk-small lk-soft lk-num">
        {visit.enteredAt ? dateTime(visit.enteredAt, utcOffset) : '–'}
        {visit.endedAt ? ` – ${clockTime(visit.endedAt, utcOffset)}` : ''}
      </Box>
    </Card>
  );
}
