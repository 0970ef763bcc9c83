import { useState } from 'react';
import type { OrderDetail } from '../../api';
import { dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { ListRow } from '../../kit/ListRow';
import { Note } from '../../kit/Note';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { ErrorState } from '../../kit/states';
import { Tag } from '../../kit/Tag';
import { toast } from '../../kit/Toast';
import { ReviewAsk } from '../../parts/ReviewAsk';
import { Thumb } from '../../parts/Thumb';
import { Timeline } from '../../parts/Timeline';
import { useOrder } from '../../parts/use-order';
import { surface } from '../../platform/surface';
import { Page } from '../../shell/Page';
import { open, pageParam } from '../../state/nav';
import { orderTone } from './OrdersPage';

export function OrderPage() {
  const t = useT();
  const [id] = useState(() => pageParam('id'));
  const resource = useOrder(id);
  const order = resource.data;
  return (
    <Page
      title={t('order.title')}
      dataAt={resource.at}
      footer={
        order?.state === 'pending_payment' ? (
          <Button id="pay-order" onTap={() => open('pay', { order: order.id })}>
            {t('order.pay')}
          </Button>
        ) : null
      }
    >
      {resource.error && !order ? <ErrorState error={resource.error} onRetry={() => void resource.refresh()} /> : null}
      {resource.loading ? <SkeletonList rows={5} label={t('common.loading')} /> : null}
      {order ? <Detail order={order} /> : null}
    </Page>
  );
}

function Detail({ order }: { order: OrderDetail }) {
  const t = useT();
  return (
    <>
      <Box className="lk-stack lk-stack--tight">
        <Box className="lk-row lk-row--between">
          <Box as="h2" className="lk-h2">
            {order.store.name}
          </Box>
          <Tag tone={orderTone[order.state]}>{t(`orderState.${order.state}`)}</Tag>
        </Box>
        {order.state === 'pending_payment' || order.state === 'closed' ? null : (
          <Box className="lk-small lk-soft">{t(`fulfilment.${order.fulfilment}`)}</Box>
        )}
      </Box>
      {order.abnormality ? <Note tone="amber">{t(`abnormality.${order.abnormality}`)}</Note> : null}
      <ReviewAsk subject="order" subjectId={order.id} />
      <Lines order={order} />
      <Sums order={order} />
      <Facts order={order} />
      <Timeline title={t('order.timeline')} entries={order.timeline} utcOffset={order.store.utcOffset} />
      <Card flush>
        {order.visitId ? (
          <ListRow
            id="order-visit"
            icon="door"
            title={t('order.visit')}
            onTap={() => open('visits', { id: order.visitId ?? undefined })}
          />
        ) : null}
        <ListRow
          id="order-help"
          icon="help"
          title={t('order.help')}
          last
          onTap={() => open('help', { order: order.number, store: order.store.id })}
        />
      </Card>
    </>
  );
}

function Lines({ order }: { order: OrderDetail }) {
  return (
    <Card flush label={order.summary}>
      {order.lines.map((line, i) => (
        <ListRow
          key={line.id}
          lead={<Thumb image={line.image} />}
          title={<Box className="lk-strong">{line.name}</Box>}
          detail={
            <>
              <Box className="lk-num">{`${line.spec ?? ''} × ${line.quantity}`.trim()}</Box>
              {line.discounts.map((discount) => (
                <Box key={`${discount.kind}:${discount.couponId ?? discount.name}`} className="lk-line__off">
                  {discount.name} <Price fen={discount.amount} size={14} minus />
                </Box>
              ))}
            </>
          }
          end={<Price fen={line.payable} />}
          last={i === order.lines.length - 1}
        />
      ))}
    </Card>
  );
}

/** Why, and which goods; money that never was the sale's says so in words. */
function RefundDetail({ order, refund }: { order: OrderDetail; refund: OrderDetail['refunds'][number] }) {
  const t = useT();
  const names = new Map(order.lines.map((line) => [line.id, line.name]));
  const goods = refund.lines
    .filter((line) => line.quantity > 0)
    .map((line) => `${names.get(line.lineId) ?? ''} × ${line.quantity}`);
  return (
    <>
      <Box>{refund.purpose === 'sale' ? refund.reason : t(`refundPurpose.${refund.purpose}`)}</Box>
      {goods.length > 0 ? <Box>{goods.join('、')}</Box> : null}
    </>
  );
}

function Sums({ order }: { order: OrderDetail }) {
  const t = useT();
  return (
    <Card flush label={t('order.sums')}>
      <ListRow title={t('cart.goods')} end={<Price fen={order.gross} size={14} />} />
      {order.discount > 0 ? (
        <ListRow title={t('order.discount')} end={<Price fen={order.discount} size={14} minus />} />
      ) : null}
      <ListRow
        title={<Box className="lk-strong">{t(order.paid > 0 ? 'order.paid' : 'order.payable')}</Box>}
        end={<Price fen={order.payable} size={28} />}
        last={order.refunds.length === 0}
      />
      {order.refunds.map((refund, i) => (
        <ListRow
          key={refund.id}
          title={t('order.refund', { state: t(`refundState.${refund.state}`) })}
          detail={<RefundDetail order={order} refund={refund} />}
          end={<Price fen={refund.amount} minus />}
          last={i === order.refunds.length - 1}
        />
      ))}
    </Card>
  );
}

function Facts({ order }: { order: OrderDetail }) {
  const t = useT();
  const when = (iso: string) => dateTime(iso, order.store.utcOffset);
  const copy = () => {
    surface.copy(order.number);
    toast(t('order.copied'), 'check');
  };
  return (
    <Card flush label={t('order.facts')}>
      <ListRow
        id="copy-number"
        title={t('order.number')}
        detail={<Box className="lk-num">{order.number}</Box>}
        label={t('order.copy', { number: order.number })}
        onTap={copy}
      />
      <ListRow title={t('order.created')} end={<Box className="lk-num">{when(order.createdAt)}</Box>} />
      {order.payments.map((payment) => (
        <ListRow
          key={payment.id}
          title={t(`channel.${payment.channel}`)}
          detail={t(`paymentState.${payment.state}`)}
          end={<Price fen={payment.amount} size={14} />}
        />
      ))}
      <ListRow
        title={t('order.paidAt')}
        end={<Box className="lk-num">{order.paidAt ? when(order.paidAt) : '–'}</Box>}
        last
      />
    </Card>
  );
}
