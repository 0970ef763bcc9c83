import { useState } from 'react';
import type { OrderDetail } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { SkeletonList } from '../../kit/Skeleton';
import { EmptyState, ErrorState } from '../../kit/states';
import { Emergency } from '../../parts/Emergency';
import { useOrder } from '../../parts/use-order';
import { useVisit } from '../../parts/use-visit';
import { Page } from '../../shell/Page';
import { open, pageParam, replace, restart } from '../../state/nav';
import { Paid } from './Paid';
import { Pending } from './Pending';
import { usePayment } from './use-payment';

/** Paying: choose the way, go to the cashier, come back, and wait for what the server knows. */
export function PayPage() {
  const t = useT();
  const [orderId] = useState(() => pageParam('order'));
  const [cameBack] = useState(() => pageParam('back') !== null);
  const resource = useOrder(orderId);
  const acts = usePayment(resource.data, resource.put, cameBack);
  const order = resource.data;
  const visit = useVisit().data?.visit ?? null;
  if (order && isPaid(order)) return <Paid order={order} at={resource.at} />;
  return (
    <Page title={t('pay.title')} dataAt={resource.at}>
      {resource.error && !order ? <ErrorState error={resource.error} onRetry={() => void resource.refresh()} /> : null}
      {resource.loading ? <SkeletonList rows={3} label={t('common.loading')} /> : null}
      {order?.state === 'pending_payment' ? <Pending order={order} acts={acts} onOrder={resource.put} /> : null}
      {order?.visitId && visit?.id === order.visitId ? (
        <Emergency visitId={visit.id} utcOffset={visit.store.utcOffset} onRefresh={() => void resource.refresh()} />
      ) : null}
      {order?.state === 'closed' ? (
        <EmptyState icon="clock" title={t('pay.closedTitle')} text={t('pay.closedText')}>
          <Button small onTap={() => replace('visit')}>
            {t('pay.toCart')}
          </Button>
          <Button small tone="line" onTap={() => open('order', { id: order.id })}>
            {t('moment.order')}
          </Button>
        </EmptyState>
      ) : null}
      {orderId === null ? (
        <EmptyState icon="orders" title={t('pay.noneTitle')} text={t('pay.noneText')}>
          <Button small onTap={() => restart('orders')}>
            {t('nav.orders')}
          </Button>
        </EmptyState>
      ) : null}
    </Page>
  );
}

function isPaid(order: OrderDetail): boolean {
  return (
    order.state === 'paid' ||
    order.state === 'completed' ||
    order.state === 'partially_refunded' ||
    order.state === 'refunded'
  );
}
