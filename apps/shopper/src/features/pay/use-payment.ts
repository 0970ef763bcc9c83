import { api, type OrderDetail } from '../../api';
import { type Cashier, useCashier } from '../../parts/cashier/use-cashier';
import { useBalance } from '../../parts/use-balance';
import { payPlatform } from '../../platform/pay';
import { useAct } from '../../state/fault';
import { address } from '../../state/nav';

export interface PaymentActs extends Cashier {
  /** The member's balance in fen; null while it is not known. */
  balance: number | null;
}

/** Paying an order: through the channel, or from the member's balance at once. */
export function usePayment(
  order: OrderDetail | null,
  onOrder: (order: OrderDetail) => void,
  cameBack: boolean,
): PaymentActs {
  const id = order?.id ?? '';
  const cashier = useCashier(
    {
      id: order?.id ?? null,
      abnormality: order?.abnormality ?? null,
      moment: 'paid',
      attempts: order?.payments ?? [],
      begin: (method) => {
        const returnUrl = payPlatform.returnUrl(address('pay', { order: id, back: '1' }));
        const body = { channel: 'wechat' as const, method, ...(returnUrl ? { returnUrl } : {}) };
        return api('POST /orders/:id/payments', { params: { id }, body });
      },
      read: (payment) => api('GET /orders/:id/payments/:paymentId', { params: { id, paymentId: payment.id } }),
      ask: async () => onOrder(await api('POST /orders/:id/check', { params: { id } })),
    },
    cameBack,
  );
  const balance = useBalance(order?.state === 'pending_payment');
  const own = useAct();
  const payFromBalance = () =>
    own.run(async () => {
      onOrder(await api('POST /orders/:id/balance-payment', { params: { id } }));
      void balance.refresh();
    });
  return {
    ...cashier,
    balance: balance.data?.balance ?? null,
    pay: async () => void (await (cashier.method === 'balance' ? payFromBalance() : cashier.pay())),
    stage: own.busy ? 'preparing' : cashier.stage,
    error: own.error ?? cashier.error,
  };
}
