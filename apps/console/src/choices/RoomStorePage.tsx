import { EmptyState, Loaded, PageHead } from '@latchkey/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useAppText } from '../texts.ts';
import { useStoresQuery } from './stores.ts';

/** A screen about one store with rooms: its head chooses the store, which the address keeps. */
export function RoomStorePage(props: {
  to: '/tariffs' | '/menus';
  title: string;
  hint: string;
  empty: string;
  children: (storeId: string) => ReactNode;
}) {
  const stores = useStoresQuery();
  return (
    <Loaded query={stores}>
      {({ items }) => <Chosen {...props} stores={items.filter((store) => store.kind !== 'retail')} />}
    </Loaded>
  );
}

function Chosen(props: Parameters<typeof RoomStorePage>[0] & { stores: readonly { id: string; name: string }[] }) {
  const text = useAppText();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { storeId?: string };
  const { stores, to } = props;
  const storeId = search.storeId ?? stores[0]?.id;
  return (
    <>
      <PageHead
        title={props.title}
        hint={props.hint}
        extra={
          stores.length > 0 && (
            <Select
              className="console-store"
              aria-label={text('fields.store')}
              value={storeId}
              options={stores.map((store) => ({ value: store.id, label: store.name }))}
              showSearch={{ optionFilterProp: 'label' }}
              onChange={(value) => void navigate({ to, search: { storeId: value } })}
            />
          )
        }
      />
      {storeId === undefined ? <EmptyState title={props.empty} /> : props.children(storeId)}
    </>
  );
}
