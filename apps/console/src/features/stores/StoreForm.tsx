import { call, FormDrawer } from '@latchkey/ui';
import { useAppText } from '../../texts.ts';
import type { StoreDetail } from './api.ts';
import { StoreFields } from './StoreFields.tsx';
import { draftOf, type StoreDraft, storeInput } from './store-draft.ts';

/** Creates a store, or changes one: a change over someone else's newer one is refused and said. */
export function StoreForm(props: {
  open: boolean;
  store: StoreDetail | null;
  onClose: () => void;
  onSaved?: (store: StoreDetail) => void;
}) {
  const text = useAppText();
  const { store } = props;
  const save = (draft: StoreDraft) => {
    const body = storeInput(draft, store);
    if (!store) return call('POST /staff/stores', { body });
    return call('PUT /staff/stores/:id', { params: { id: store.id }, body: { ...body, version: store.version } });
  };
  return (
    <FormDrawer<StoreDraft, StoreDetail>
      open={props.open}
      title={store ? text('stores.editOne', { name: store.name }) : text('stores.add')}
      initial={draftOf(store)}
      save={save}
      stale={['stores']}
      onSaved={props.onSaved}
      onClose={props.onClose}
    >
      <StoreFields />
    </FormDrawer>
  );
}
