import { useCallback, useEffect, useRef, useState } from 'react';
import { asApiError, type OrderDetail, type Payment } from '../../api';
import { payPlatform } from '../../platform/pay';
import type { PayMethod } from '../../platform/pay-types';
import { useNow } from '../../state/clock';
import { useFault } from '../../state/fault';
import { onBack } from '../../state/online';
import { useLive } from '../../state/realtime';
import { type PromptMoment, preparePrompt } from '../../state/subscriptions';
import { type PayStage, payStage } from './pay-stage';

/** A way to pay: the channel's on this device, or the member's own balance. */
export type Way = PayMethod | 'balance';

/** What is paid: an order, or a top-up. */
export interface Payable {
  /** Null until there is something to pay. */
  id: string | null;
  abnormality: OrderDetail['abnormality'];
  /** What it is to the person, for WeChat's question about reminders once it is paid. */
  moment?: PromptMoment;
  /** Attempts as the server knows them, oldest first. */
  attempts: readonly Payment[];
  begin(method: PayMethod): Promise<Payment>;
  /** The attempt as it is now. */
  read(payment: Payment): Promise<Payment>;
  /** Has the channel asked for the truth. */
  ask(): Promise<void>;
}

const PREPARE_MS = 300;

export interface Cashier {
  method: Way;
  setMethod: (method: Way) => void;
  stage: PayStage;
  payment: Payment | null;
  pay: () => Promise<void>;
  check: () => Promise<void>;
  asking: boolean;
  error: ReturnType<typeof useFault>[0];
}

/** Beginning payments and coming back from them. Nothing here decides that something was paid. */
export function useCashier(payable: Payable, cameBack: boolean): Cashier {
  const [method, setMethod] = useState<Way>(payPlatform.methods[0] ?? 'h5');
  const [payment, setPayment] = useState<Payment | null>(null);
  const [beginning, setBeginning] = useState(false);
  const [error, setError] = useFault();
  const latest = useRef(payable);
  latest.current = payable;
  const back = useReturn(latest, payable.id !== null, cameBack);
  const handedOver = useRef<string | null>(null);
  const { cameBackNow } = back;

  const handOver = useCallback(
    async (ready: Payment) => {
      if (handedOver.current === ready.id) return;
      handedOver.current = ready.id;
      const { moment } = latest.current;
      const prompt = moment ? preparePrompt(moment) : null;
      const how = await payPlatform.handOver(ready);
      if (how === 'back') void prompt?.();
      if (how === 'back' || how === 'cancelled') {
        setBeginning(false);
        cameBackNow(how === 'cancelled');
      }
    },
    [cameBackNow],
  );
  const take = useCallback(
    (next: Payment) => {
      setPayment(next);
      if (next.h5Url || next.jsapi) return void handOver(next);
      if (next.state !== 'created' && next.state !== 'requesting') setBeginning(false);
    },
    [handOver],
  );
  useEffect(
    () =>
      payPlatform.onReturn(() => {
        if (handedOver.current === null) return;
        setBeginning(false);
        cameBackNow(false);
      }),
    [cameBackNow],
  );

  const pay = async () => {
    if (method === 'balance') return;
    setBeginning(true);
    setError(null);
    setPayment(null);
    back.forget();
    handedOver.current = null;
    try {
      take(await latest.current.begin(method));
    } catch (thrown) {
      setBeginning(false);
      setError(asApiError(thrown));
    }
  };

  const preparing = payment !== null && (payment.state === 'created' || payment.state === 'requesting');
  const poll = async () => {
    const read = payment ? await latest.current.read(payment).catch(() => null) : null;
    if (read) take(read);
  };
  useLive(['payment.changed'], () => void poll(), PREPARE_MS, preparing);

  const now = useNow(1000, back.returned !== null);
  const stage = payStage({
    abnormality: payable.abnormality,
    attempt: newestOf(payment, payable.attempts),
    beginning,
    returned: back.returned,
    asking: back.asking,
    now,
  });
  return { method, setMethod, payment, pay, check: back.ask, asking: back.asking, stage, error: error ?? back.error };
}

/** The attempt of this screen as the server knows it by now; after a reload the newest of all. */
function newestOf(payment: Payment | null, known: readonly Payment[]): Payment | null {
  if (payment === null) return known.at(-1) ?? null;
  const same = known.find(({ id }) => id === payment.id);
  return same && same.state !== 'created' && same.state !== 'requesting' ? same : payment;
}

/** Coming back from the cashier: the server is told to ask the channel, again when a lost line is back. */
function useReturn(payable: { current: Payable }, known: boolean, cameBack: boolean) {
  const [returned, setReturned] = useState(() => (cameBack ? { at: Date.now(), cancelled: false } : null));
  const [asking, setAsking] = useState(cameBack);
  const [error, setError] = useFault();

  const ask = useCallback(async () => {
    setAsking(true);
    setError(null);
    try {
      await payable.current.ask();
      setReturned((now) => ({ at: Date.now(), cancelled: now?.cancelled ?? false }));
      setAsking(false);
    } catch (thrown) {
      const failed = asApiError(thrown);
      setError(failed);
      // Without a line nothing is known: it stays open, and is asked again when the line is back.
      setAsking(failed.code === 'offline');
    }
  }, [payable, setError]);

  const started = useRef(false);
  useEffect(() => {
    if (!known || started.current) return;
    started.current = true;
    if (cameBack) void ask();
    // Opened anew while an attempt runs: it may have failed at the cashier, which then would only be shown again.
    else if (payable.current.attempts.at(-1)?.state === 'awaiting_payer') payable.current.ask().catch(() => undefined);
  }, [cameBack, known, ask, payable]);
  useEffect(() => onBack(() => asking && void ask()), [asking, ask]);

  const cameBackNow = useCallback(
    (cancelled: boolean) => {
      setReturned({ at: Date.now(), cancelled });
      void ask();
    },
    [ask],
  );
  const forget = () => {
    setReturned(null);
    setAsking(false);
    setError(null);
  };
  return { returned, asking, error, ask, cameBackNow, forget };
}
