import type { ReactNode } from 'react';
import { useT } from '../i18n';
import { Button } from '../kit/Button';
import type { IconName } from '../kit/icons';
import { Box } from '../kit/primitives';
import { EmptyState } from '../kit/states';
import { restart } from '../state/nav';
import { ListBody, type ListStates } from './ListBody';

export interface CardListProps<T> {
  list: ListStates<T>;
  /** What stands there while nothing happened yet; the way on is always a door. */
  empty: { icon: IconName; title: string; text: string };
  card: (item: T) => ReactNode;
}

/** What a customer did, card under card. */
export function CardList<T>({ list, empty, card }: CardListProps<T>) {
  const t = useT();
  return (
    <ListBody
      list={list}
      empty={
        <EmptyState {...empty}>
          <Button small onTap={() => restart('home')}>
            {t('visit.toDoor')}
          </Button>
        </EmptyState>
      }
    >
      {(items) => <Box className="lk-stack">{items.map(card)}</Box>}
    </ListBody>
  );
}
