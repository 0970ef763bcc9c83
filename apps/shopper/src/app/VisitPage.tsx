import { useDidShow } from '@tarojs/taro';
import { useRef } from 'react';
import { api, type Visit } from '../api';
import { Farewell } from '../features/visit/Farewell';
import { useT } from '../i18n';
import { Button } from '../kit/Button';
import { SkeletonList } from '../kit/Skeleton';
import { EmptyState, ErrorState } from '../kit/states';
import { useVisit } from '../parts/use-visit';
import { Page } from '../shell/Page';
import { open, restart } from '../state/nav';
import { useResource } from '../state/resource';
import { useSession } from '../state/session';
import { Inside } from './Inside';

/** The stay: scanning, the cart, help and the ways out. What it shows follows the server's next step. */
export function VisitPage() {
  const t = useT();
  const { status } = useSession();
  const current = useVisit(1500);
  const visit = current.data?.visit ?? null;
  const lastId = useRef<string | null>(null);
  if (visit) lastId.current = visit.id;
  const ended = useEnded(current.data !== null && visit === null ? lastId.current : null);
  useDidShow(() => void current.refresh());

  if (visit)
    return (
      <Inside
        visit={visit}
        at={current.at}
        onChanged={(next) => current.put({ visit: next })}
        onRefresh={() => void current.refresh()}
      />
    );
  if (ended) return <Farewell visit={ended} />;
  return (
    <Page title={t('visit.title')} dataAt={current.at}>
      {current.error && !current.data ? (
        <ErrorState error={current.error} onRetry={() => void current.refresh()} />
      ) : null}
      {status === 'unknown' || current.loading ? <SkeletonList rows={3} label={t('common.loading')} /> : null}
      {status === 'guest' ? (
        <EmptyState icon="user" title={t('visit.guestTitle')} text={t('visit.guestText')}>
          <Button small onTap={() => open('sign-in')}>
            {t('signIn.enter')}
          </Button>
        </EmptyState>
      ) : null}
      {status === 'customer' && current.data ? (
        <EmptyState icon="door" title={t('visit.noneTitle')} text={t('visit.noneText')}>
          <Button small onTap={() => restart('home')}>
            {t('visit.toDoor')}
          </Button>
        </EmptyState>
      ) : null}
    </Page>
  );
}

/** The visit that was open a moment ago, as it ended. */
function useEnded(id: string | null): Visit | null {
  const detail = useResource(
    id === null ? null : `visit:${id}`,
    async () => (await api('GET /visits/:id', { params: { id: id ?? '' } })).visit,
  );
  return id === null ? null : detail.data;
}
