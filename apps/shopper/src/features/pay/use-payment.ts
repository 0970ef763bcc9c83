import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, api, asApiError, type OrderDetail, type Payment } from '../../api';
import { payPlatform } from '../../platform/pay';
import type { PayMethod } from '../../platform/pay-types';
import { useLive } from '../../state/realtime';

const PREPARE_MS = 600;

/** Beginning payments and coming back from them. Nothing here decides that something was paid. */
export function usePayment(order: OrderDetail | null, onOrder: (order: OrderDetail) => void, cameBack: boolean) {
  const [method, setMethod] = useState<PayMethod>(payPlatform.methods[0] ?? 'h5');
  const [payment, setPayment] = useState<Payment | null>(null);
  const [returned, setReturned] = useState(cameBack);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const handedOver = useRef<string | null>(null);
  const orderId = order?.id ?? null;

  const check = useCallback(async () => {
    if (orderId === null) return;
    try {
      onOrder(await api('POST /orders/:id/check', { params: { id: orderId } }));
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  }, [orderId, onOrder]);

  const checkedBack = useRef(false);
  useEffect(() => {
    if (!cameBack || orderId === null || checkedBack.current) return;
    checkedBack.current = true;
    void check();
  }, [cameBack, orderId, check]);

  const handOver = useCallback(
    async (ready: Payment) => {
      if (handedOver.current === ready.id) return;
      handedOver.current = ready.id;
      const how = await payPlatform.handOver(ready);
      setBusy(how === 'left');
      if (how !== 'back') return;
      setReturned(true);
      await check();
    },
    [check],
  );

  const take = useCallback(
    (next: Payment) => {
      setPayment(next);
      if (next.state === 'failed' || next.state === 'closed') setBusy(false);
      else if (next.h5Url || next.jsapi) void handOver(next);
      else if (next.codeUrl) setBusy(false);
    },
    [handOver],
  );

  const pay = async (how: PayMethod = method) => {
    if (orderId === null) return;
    setBusy(true);
    setError(null);
    setReturned(false);
    handedOver.current = null;
    const returnUrl = payPlatform.returnUrl(orderId);
    try {
      take(
        await api('POST /orders/:id/payments', {
          params: { id: orderId },
          body: { channel: 'wechat', method: how, ...(returnUrl ? { returnUrl } : {}) },
        }),
      );
    } catch (thrown) {
      setBusy(false);
      setError(asApiError(thrown));
    }
  };

  const preparing = payment !== null && (payment.state === 'created' || payment.state === 'requesting');
  const poll = async () => {
    if (!payment || orderId === null) return;
    const read = await api('GET /orders/:id/payments/:paymentId', {
      params: { id: orderId, paymentId: payment.id },
    }).catch(() => null);
    if (read) take(read);
  };
  useLive(['payment.changed'], () => void poll(), PREPARE_MS / 2, preparing);

  return { method, setMethod, payment, pay, check, busy, error, returned, preparing };
}
export type PaymentActs = ReturnType<typeof usePayment>;
