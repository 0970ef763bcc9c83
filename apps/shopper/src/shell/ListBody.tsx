import type { ReactNode } from 'react';
import type { ApiError } from '../api';
import { useT } from '../i18n';
import { Button } from '../kit/Button';
import { SkeletonList } from '../kit/Skeleton';
import { EmptyState, ErrorState } from '../kit/states';
import { Trouble } from '../kit/Trouble';
import { open } from '../state/nav';
import { useSession } from '../state/session';

export interface ListStates<T> {
  items: T[] | null;
  loading: boolean;
  error: ApiError | null;
  refresh: () => Promise<void>;
  hasMore: boolean;
  more: () => Promise<void>;
  busy: boolean;
  moreError: ApiError | null;
}

/** The states that every list has, around its rows; `guests` may read it without being signed in. */
export function ListBody<T>({
  list,
  empty,
  guests = false,
  children,
}: {
  list: ListStates<T>;
  empty: ReactNode;
  guests?: boolean;
  children: (items: T[]) => ReactNode;
}) {
  const t = useT();
  const { status } = useSession();
  if (status === 'guest' && !guests) {
    return (
      <EmptyState icon="user" title={t('guest.title')} text={t('guest.text')}>
        <Button small onTap={() => open('sign-in')}>
          {t('signIn.enter')}
        </Button>
      </EmptyState>
    );
  }
  if (list.error && !list.items) return <ErrorState error={list.error} onRetry={() => void list.refresh()} />;
  if (!list.items) return <SkeletonList rows={5} label={t('common.loading')} />;
  if (list.items.length === 0) return <>{empty}</>;
  return (
    <>
      {children(list.items)}
      <Trouble error={list.moreError} />
      {list.hasMore ? (
        <Button id="more" tone="line" busy={list.busy} onTap={() => void list.more()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
}
