import { PrinterOutlined } from '@ant-design/icons';
import { BlockSkeleton, call, EmptyState, ErrorState, PageHead, QrSquare, useUiText } from '@latchkey/ui';
import { useQueries } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useStores } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import './door-card.css';
import './door-sheet.css';

/** The QR codes of several doors on one sheet: six on a page of A4, to cut and hang. */
export function DoorSheet() {
  const text = useAppText();
  const ui = useUiText();
  const stores = useStores();
  const [left, setLeft] = useState<readonly string[]>([]);
  const chosen = stores.filter((store) => !left.includes(store.id));
  return (
    <>
      <PageHead
        title={text('stores.doorSheet')}
        hint={text('stores.doorSheetHint')}
        extra={
          <Button
            type="primary"
            icon={<PrinterOutlined />}
            disabled={chosen.length === 0}
            onClick={() => window.print()}
          >
            {ui('common.print')}
          </Button>
        }
      />
      <div className="lk-card door-sheet-choice">
        <Checkbox
          checked={left.length === 0}
          indeterminate={chosen.length > 0 && left.length > 0}
          onChange={({ target }) => setLeft(target.checked ? [] : stores.map((store) => store.id))}
        >
          {text('stores.allDoors', { n: chosen.length })}
        </Checkbox>
        <Checkbox.Group
          value={chosen.map((store) => store.id)}
          options={stores.map((store) => ({ value: store.id, label: store.name }))}
          onChange={(ids) => setLeft(stores.map((store) => store.id).filter((id) => !ids.includes(id)))}
        />
      </div>
      <Sheet stores={chosen} />
    </>
  );
}

function Sheet(props: { stores: readonly { id: string; name: string }[] }) {
  const text = useAppText();
  const codes = useQueries({
    queries: props.stores.map(({ id }) => ({
      queryKey: ['stores', 'door-code', id],
      queryFn: () => call('GET /staff/stores/:id/door-code', { params: { id } }),
      staleTime: 60_000,
    })),
  });
  if (props.stores.length === 0) return <EmptyState title={text('stores.noDoorChosen')} />;
  const failed = codes.find((code) => code.error);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (codes.some((code) => !code.data)) return <BlockSkeleton rows={6} />;
  return (
    <div className="door-sheet">
      {props.stores.map((store, index) => (
        <div className="door-card door-sheet-cell" key={store.id}>
          <p className="door-sheet-name">{store.name}</p>
          <QrSquare
            className="door-card-square"
            content={codes[index]?.data?.url ?? ''}
            label={`${store.name} ${text('stores.doorCode')}`}
          />
          <p className="door-card-hint door-sheet-hint">{text('stores.scanToOpen')}</p>
        </div>
      ))}
    </div>
  );
}
