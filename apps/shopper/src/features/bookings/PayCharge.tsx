import { type Answer, api } from '../../api';
import { formatMoney } from '../../format/money';
import { countdown } from '../../format/time';
import { useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { Note } from '../../kit/Note';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { Trouble } from '../../kit/Trouble';
import { Choose } from '../../parts/cashier/Choose';
import { Confirming } from '../../parts/cashier/Confirming';
import { Told } from '../../parts/cashier/Told';
import { useCashier } from '../../parts/cashier/use-cashier';
import { useBalance } from '../../parts/use-balance';
import { payPlatform } from '../../platform/pay';
import { useNow } from '../../state/clock';
import { useAct } from '../../state/fault';
import { address } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useResource } from '../../state/resource';
import type { Booking, Charge } from './booking';

export interface PayChargeProps {
  booking: Booking;
  charge: Charge;
  cameBack: boolean;
  onBooking: (booking: Booking) => void;
}

/** BKG-2, BKG-4: pays one charge of a booking, by the channel or from the balance, within its time. */
export function PayCharge({ booking, charge, cameBack, onBooking }: PayChargeProps) {
  const t = useT();
  const cashier = useChargeCashier({ booking, charge, cameBack, onBooking });
  const balance = useBalance(true);
  const own = useAct();
  const until = charge.expiresAt ?? booking.holdsUntil;
  const now = useNow(1000, until !== null);
  const left = until === null ? null : Date.parse(until) - now;
  const fromBalance = () =>
    own.run(async () => {
      const params = { id: booking.id, chargeId: charge.id };
      onBooking(await api('POST /bookings/:id/charges/:chargeId/balance-payment', { params }));
      void balance.refresh();
    });
  const acts = {
    ...cashier,
    pay: async () => void (await (cashier.method === 'balance' ? fromBalance() : cashier.pay())),
    stage: own.busy ? ('preparing' as const) : cashier.stage,
  };
  const waiting = cashier.stage === 'confirming' || cashier.stage === 'paid_at_channel';
  const funds = balance.data?.balance ?? null;
  return (
    <Box as="section" className="lk-stack" id="pay-charge" label={t('pay.title')}>
      <Card lit label={t('booking.due')}>
        <Box className="lk-row lk-row--between">
          <Box>
            <Box className="lk-strong">{t(`chargeKind.${charge.kind}`)}</Box>
            {left === null ? null : (
              <Box className="lk-small lk-num" id="hold-left">
                {left > 0 ? t('booking.payWithin', { time: countdown(left) }) : t('booking.holdOver')}
              </Box>
            )}
          </Box>
          <Price fen={charge.amount} size={28} />
        </Box>
      </Card>
      <Trouble error={own.error ?? cashier.error} />
      <Told stage={cashier.stage} />
      {waiting ? (
        <Confirming cashier={cashier} />
      ) : left !== null && left <= 0 ? (
        <Note tone="amber">{t('booking.holdOver')}</Note>
      ) : (
        <Choose
          cashier={acts}
          {...(funds === null
            ? {}
            : {
                balance: { text: t('booking.funds', { amount: formatMoney(funds) }), enough: funds >= charge.amount },
              })}
        />
      )}
    </Box>
  );
}

type ChargePayment = Answer<'GET /bookings/:id/charges/:chargeId/payment'>['payment'];

function useChargeCashier({ booking, charge, cameBack, onBooking }: PayChargeProps) {
  const params = { id: booking.id, chargeId: charge.id };
  const attempt = useResource<{ payment: ChargePayment }>(`charge-payment:${charge.id}`, () =>
    api('GET /bookings/:id/charges/:chargeId/payment', { params }),
  );
  useLive(['payment.changed'], () => void attempt.refresh(), 5_000);
  const payment = attempt.data?.payment ?? null;
  return useCashier(
    {
      id: charge.id,
      abnormality: null,
      attempts: payment ? [payment] : [],
      begin(method) {
        const returnUrl = payPlatform.returnUrl(address('booking', { id: booking.id, back: charge.id }));
        const body = { channel: 'wechat' as const, method, ...(returnUrl ? { returnUrl } : {}) };
        return api('POST /bookings/:id/charges/:chargeId/payments', { params, body });
      },
      async read(known) {
        const now = await api('GET /bookings/:id/charges/:chargeId/payment', { params });
        return now.payment ?? known;
      },
      async ask() {
        onBooking(await api('POST /bookings/:id/charges/:chargeId/check', { params }));
      },
    },
    cameBack,
  );
}
