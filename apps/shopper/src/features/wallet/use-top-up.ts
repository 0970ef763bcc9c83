import { useEffect, useRef, useState } from 'react';
import { type Answer, ApiError, api } from '../../api';
import { useCashier } from '../../parts/cashier/use-cashier';
import { payPlatform } from '../../platform/pay';
import { address } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useResource } from '../../state/resource';

type TopUpView = Answer<'GET /me/top-ups/:id'>;

const TRUTH_MS = 1500;

export interface TopUpInput {
  /** In fen; null while nothing is chosen. */
  amount: number | null;
  gift: number;
  returned: string | null;
  onPaid: () => void;
}

/** One top-up at the channel's cashier; it has arrived when the server says so. */
export function useTopUp({ amount, gift, returned, onPaid }: TopUpInput) {
  const [id, setId] = useState(returned);
  const [cameBack] = useState(returned !== null);
  const resource = useResource<TopUpView>(id === null ? null : `top-up:${id}`, () =>
    api('GET /me/top-ups/:id', { params: { id: id ?? '' } }),
  );
  const topUp = id === null ? null : resource.data;
  const open = topUp?.state === 'awaiting_payment';
  useLive(['payment.changed', 'balance.changed'], () => void resource.refresh(), TRUTH_MS, open);

  const told = useRef<string | null>(null);
  const paid = topUp !== null && !open ? topUp.id : null;
  useEffect(() => {
    if (paid === null || told.current === paid) return;
    told.current = paid;
    onPaid();
  }, [paid, onPaid]);

  const begun = useRef('');
  const attempt = topUp?.payment ?? null;
  const cashier = useCashier(
    {
      id: topUp?.id ?? null,
      abnormality: null,
      moment: 'topped_up',
      attempts: attempt ? [attempt] : [],
      async begin(method) {
        if (amount === null) throw new ApiError('invalid_input', '', 400);
        const returnUrl = payPlatform.returnUrl(`${address('wallet')}?topup={id}`);
        const made = await api('POST /me/top-ups', {
          body: { amount, expectedGift: gift, channel: 'wechat', method, ...(returnUrl ? { returnUrl } : {}) },
        });
        setId(made.id);
        begun.current = made.id;
        if (!made.payment) throw new ApiError('channel_unavailable', '', 503);
        return made.payment;
      },
      async read(payment) {
        const now = await api('GET /me/top-ups/:id', { params: { id: begun.current } });
        return now.payment ?? payment;
      },
      async ask() {
        resource.put(await api('POST /me/top-ups/:id/check', { params: { id: id ?? begun.current } }));
      },
    },
    cameBack,
  );
  return { topUp, cashier, again: () => setId(null) };
}
