import { api } from '../../api';
import { countdown, dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { ListRow } from '../../kit/ListRow';
import { Box } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { ErrorState } from '../../kit/states';
import { Tag } from '../../kit/Tag';
import { Timeline } from '../../parts/Timeline';
import { Page } from '../../shell/Page';
import { open } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useResource } from '../../state/resource';
import { isOpenVisit } from './open-visit';

/** One visit: when, what came of it, and everything that happened at the door and in the cart. */
export function VisitDetail({ id }: { id: string }) {
  const t = useT();
  const resource = useResource(`visit-detail:${id}`, () => api('GET /visits/:id', { params: { id } }));
  useLive(['visit.changed'], () => void resource.refresh(), 20_000);
  const visit = resource.data?.visit ?? null;
  return (
    <Page title={t('visits.one')} dataAt={resource.at}>
      {resource.error && !visit ? <ErrorState error={resource.error} onRetry={() => void resource.refresh()} /> : null}
      {resource.loading ? <SkeletonList rows={4} label={t('common.loading')} /> : null}
      {visit && resource.data ? (
        <>
          <Box className="lk-row lk-row--between">
            <Box as="h2" className="lk-h2">
              {visit.store.name}
            </Box>
            <Tag tone={isOpenVisit(visit) ? 'amber' : 'plain'}>
              {t(isOpenVisit(visit) ? `visitState.${visit.state}` : `visitEnding.${visit.ending ?? 'no_purchase'}`)}
            </Tag>
          </Box>
          <Card flush>
            <ListRow title={t('visits.number')} end={<Box className="lk-num">{visit.number}</Box>} />
            <ListRow title={t('farewell.in')} end={when(visit.enteredAt, visit.store.utcOffset)} />
            <ListRow title={t('farewell.out')} end={when(visit.endedAt, visit.store.utcOffset)} />
            <ListRow
              title={t('visits.lasted')}
              end={
                <Box className="lk-num">
                  {visit.enteredAt && visit.endedAt
                    ? countdown(Date.parse(visit.endedAt) - Date.parse(visit.enteredAt))
                    : '–'}
                </Box>
              }
              last={visit.orderId === null}
            />
            {visit.orderId ? (
              <ListRow
                id="visit-order"
                icon="orders"
                title={t('moment.order')}
                last
                onTap={() => open('order', { id: visit.orderId ?? undefined })}
              />
            ) : null}
          </Card>
          {isOpenVisit(visit) ? (
            <Button id="to-stay" tone="amber" onTap={() => open('visit')}>
              {t('helpPage.toVisit')}
            </Button>
          ) : null}
          <Timeline title={t('visits.timeline')} entries={resource.data.timeline} utcOffset={visit.store.utcOffset} />
          <Card flush>
            <ListRow id="visit-help" icon="help" title={t('helpPage.title')} last onTap={() => open('help')} />
          </Card>
        </>
      ) : null}
    </Page>
  );
}

const when = (iso: string | null, utcOffset: number) => (
  <Box className="lk-num">{iso ? dateTime(iso, utcOffset) : '–'}</Box>
);
