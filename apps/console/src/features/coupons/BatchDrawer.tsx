import type { CouponBatchState } from '@latchkey/contract';
import {
  call,
  DateTime,
  DetailDrawer,
  Facts,
  Money,
  Section,
  StateTag,
  toProblem,
  useSession,
  useWord,
} from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import type { Batch } from './Coupons.tsx';
import { GrantCoupon } from './GrantCoupon.tsx';

export function BatchDrawer(props: { batch: Batch | undefined; onClose: () => void }) {
  const text = useAppText();
  const { can } = useSession();
  const { batch } = props;
  return (
    <DetailDrawer
      open={batch !== undefined}
      onClose={props.onClose}
      title={batch?.name ?? text('coupons.title')}
      extra={batch && can('coupons:edit') && <StateButtons batch={batch} />}
      width={560}
    >
      {batch && (
        <>
          <BatchFacts batch={batch} />
          {can('coupons:issue') && can('members') && batch.state === 'running' && <GrantCoupon batch={batch} />}
        </>
      )}
    </DetailDrawer>
  );
}

function BatchFacts(props: { batch: Batch }) {
  const text = useAppText();
  const word = useWord();
  const stores = useStoreOptions();
  const { batch } = props;
  const names = batch.storeIds.map((id) => stores.find((store) => store.value === id)?.label ?? id.slice(0, 8));
  return (
    <Section
      plain
      title={<Money fen={batch.amount} size="hero" />}
      extra={<StateTag kind="couponBatch" value={batch.state} />}
    >
      <Facts
        facts={[
          { label: text('coupons.kind'), value: word('couponKind', batch.kind) },
          {
            label: text('coupons.threshold'),
            value: batch.threshold > 0 ? <Money fen={batch.threshold} /> : text('coupons.noThreshold'),
          },
          { label: text('coupons.rule'), value: word('couponRule', batch.rule) },
          { label: text('coupons.bearer'), value: word('bearer', batch.bearer) },
          { label: text('coupons.quantity'), value: <span className="lk-figures">{batch.quantity}</span> },
          { label: text('coupons.claimed'), value: <span className="lk-figures">{batch.claimed}</span> },
          { label: text('coupons.used'), value: <span className="lk-figures">{batch.used}</span> },
          { label: text('coupons.remaining'), value: <span className="lk-figures">{batch.remaining}</span> },
          { label: text('coupons.perMember'), value: batch.perMember },
          { label: text('coupons.validFrom'), value: <DateTime at={batch.validFrom} /> },
          { label: text('coupons.validTo'), value: <DateTime at={batch.validTo} /> },
          batch.validDays !== null && {
            label: text('coupons.validDays'),
            value: text('products.days', { n: batch.validDays }),
          },
          {
            label: text('coupons.stores'),
            value: names.length > 0 ? names.join('、') : text('coupons.allStores'),
            wide: true,
          },
        ]}
      />
    </Section>
  );
}

const MOVES: Record<CouponBatchState, readonly CouponBatchState[]> = {
  draft: ['running'],
  running: ['stopped', 'ended'],
  stopped: ['running', 'ended'],
  ended: [],
};

function StateButtons(props: { batch: Batch }) {
  const text = useAppText();
  const { modal, message } = App.useApp();
  const queryClient = useQueryClient();
  const { batch } = props;
  const move = useMutation({
    mutationFn: (state: CouponBatchState) =>
      call('POST /staff/coupon-batches/:id/state', { params: { id: batch.id }, body: { state } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['coupons'] });
      message.success(text('fields.saved'));
    },
    onError: (cause) => message.error(toProblem(cause).message),
  });
  const labels = {
    draft: text('coupons.start'),
    running: text('coupons.start'),
    stopped: text('coupons.stop'),
    ended: text('coupons.end'),
  };
  const ask = (state: CouponBatchState) => {
    if (state !== 'ended') return move.mutate(state);
    modal.confirm({
      title: text('coupons.end'),
      content: text('coupons.endHint'),
      okText: text('coupons.end'),
      okButtonProps: { danger: true },
      onOk: () => move.mutateAsync(state).catch(() => undefined),
    });
  };
  return (
    <span className="console-row">
      {MOVES[batch.state].map((state) => (
        <Button
          key={state}
          danger={state === 'ended'}
          type={state === 'running' ? 'primary' : 'default'}
          loading={move.isPending && move.variables === state}
          onClick={() => ask(state)}
        >
          {labels[state]}
        </Button>
      ))}
    </span>
  );
}
