import { useState } from 'react';
import { formatMoney } from '../../format/money';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { Note } from '../../kit/Note';
import { Price } from '../../kit/Price';
import { Box, Field, Tap } from '../../kit/primitives';
import { Trouble } from '../../kit/Trouble';
import { Choose } from '../../parts/cashier/Choose';
import { Confirming } from '../../parts/cashier/Confirming';
import { Told } from '../../parts/cashier/Told';
import { fenOf, giftFor, type Plan } from './amount';
import { useTopUp } from './use-top-up';

export interface TopUpProps {
  plan: Plan;
  /** The top-up that the cashier led back from. */
  returned: string | null;
  onPaid: () => void;
}

/** Choose an amount, see what is given on top, pay, and see it arrive. */
export function TopUp({ plan, returned, onPaid }: TopUpProps) {
  const t = useT();
  const [amount, setAmount] = useState<number | null>(plan.tiers[0]?.amount ?? null);
  const gift = amount === null ? 0 : giftFor(plan, amount);
  const { topUp, cashier, again } = useTopUp({ amount, gift, returned, onPaid });
  if (topUp && topUp.state !== 'awaiting_payment')
    return (
      <Box className="lk-stack" id="top-up-paid">
        <Note tone="brand" icon="check">
          {topUp.gift > 0
            ? t('wallet.paidGift', { amount: formatMoney(topUp.amount), gift: formatMoney(topUp.gift) })
            : t('wallet.paid', { amount: formatMoney(topUp.amount) })}
        </Note>
        <Button id="top-up-again" tone="line" onTap={again}>
          {t('wallet.again')}
        </Button>
      </Box>
    );
  const waiting = cashier.stage === 'confirming' || cashier.stage === 'paid_at_channel';
  return (
    <Box as="section" className="lk-stack" label={t('wallet.topUp')}>
      <Box as="h2" className="lk-h3">
        {t('wallet.topUp')}
      </Box>
      <Trouble error={cashier.error} />
      <Told stage={cashier.stage} />
      {waiting ? (
        <Confirming cashier={cashier} />
      ) : (
        <>
          <Amounts plan={plan} amount={amount} onAmount={setAmount} />
          <Choose
            cashier={cashier}
            disabled={amount === null}
            word={t('wallet.go', { amount: formatMoney(amount ?? 0) })}
          />
          <Box className="lk-row lk-small lk-faint">
            <Icon name="info" size={16} />
            {t('wallet.rules', { n: plan.refundDays })}
          </Box>
        </>
      )}
    </Box>
  );
}

interface AmountsProps {
  plan: Plan;
  amount: number | null;
  onAmount: (amount: number | null) => void;
}

function Amounts({ plan, amount, onAmount }: AmountsProps) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const free = plan.freeAmount;
  const type = (text: string) => {
    setTyped(text);
    const fen = fenOf(text);
    onAmount(fen !== null && free && fen >= free.least && fen <= free.most ? fen : null);
  };
  return (
    <>
      <Box className="lk-tiers" role="radiogroup" label={t('wallet.topUp')}>
        {plan.tiers.map((tier) => {
          const chosen = typed === '' && amount === tier.amount;
          return (
            <Tap
              key={tier.amount}
              id={`tier-${tier.amount}`}
              role="radio"
              checked={chosen}
              className={chosen ? 'lk-tier lk-tier--on' : 'lk-tier'}
              onTap={() => {
                setTyped('');
                onAmount(tier.amount);
              }}
            >
              <Price fen={tier.amount} />
              <Box className="lk-tiny">
                {tier.gift > 0 ? t('wallet.giftOf', { gift: formatMoney(tier.gift) }) : t('wallet.noGift')}
              </Box>
            </Tap>
          );
        })}
      </Box>
      {free ? (
        <Field
          id="top-up-amount"
          label={t('wallet.free', { least: formatMoney(free.least), most: formatMoney(free.most) })}
          placeholder={t('wallet.free', { least: formatMoney(free.least), most: formatMoney(free.most) })}
          value={typed}
          maxLength={9}
          invalid={typed !== '' && amount === null}
          onChange={type}
        />
      ) : null}
      {typed !== '' && amount !== null && giftFor(plan, amount) > 0 ? (
        <Box className="lk-small lk-line__off">{t('wallet.giftOf', { gift: formatMoney(giftFor(plan, amount)) })}</Box>
      ) : null}
    </>
  );
}
