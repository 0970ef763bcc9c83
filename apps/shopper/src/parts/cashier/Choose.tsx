import type { ReactNode } from 'react';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { Box, Tap } from '../../kit/primitives';
import { payPlatform } from '../../platform/pay';
import type { PayStage } from './pay-stage';
import { QrCode } from './QrCode';
import type { Cashier, Way } from './use-cashier';

const again: ReadonlySet<PayStage> = new Set(['cancelled', 'not_paid', 'failed']);

export interface ChooseProps {
  cashier: Cashier;
  /** The balance as one more way, and whether it is enough. */
  balance?: { text: string; enough: boolean };
  /** On the button, in place of "pay". */
  word?: string;
  /** Nothing to pay yet. */
  disabled?: boolean;
  children?: ReactNode;
}

/** The ways to pay, and one button: the first try, or the next one after a try that came to nothing. */
export function Choose({ cashier, balance, word, disabled, children }: ChooseProps) {
  const t = useT();
  const { stage, method, payment } = cashier;
  const code = method === 'native' && stage !== 'failed' ? (payment?.codeUrl ?? null) : null;
  const busy = stage === 'preparing';
  const ways: readonly Way[] = balance ? [...payPlatform.methods, 'balance'] : payPlatform.methods;
  const short = method === 'balance' && balance?.enough === false;
  const label = busy ? 'pay.preparing' : code ? 'pay.newCode' : again.has(stage) ? 'pay.retry' : 'pay.go';
  return (
    <Box className="lk-stack">
      <Box className="lk-card lk-card--flush" role="radiogroup" label={t('pay.method')}>
        {ways.map((way, i) => (
          <WayRow
            key={way}
            way={way}
            chosen={method === way}
            text={way === 'balance' && balance ? balance.text : t(`pay.methodText.${way}`)}
            disabled={busy || (way === 'balance' && balance?.enough === false)}
            last={i === ways.length - 1}
            onTap={() => cashier.setMethod(way)}
          />
        ))}
      </Box>
      {children}
      {code ? (
        <Box className="lk-center lk-stack">
          <QrCode text={code} label={t('pay.codeLabel')} />
          <Box className="lk-small lk-soft">{t('pay.codeText')}</Box>
        </Box>
      ) : null}
      <Button
        id="pay-now"
        tone={code ? 'line' : 'primary'}
        busy={busy}
        disabled={disabled || short}
        onTap={() => void cashier.pay()}
      >
        {label === 'pay.go' && word ? word : t(label)}
      </Button>
      {code || stage === 'not_paid' || stage === 'cancelled' ? (
        <Button id="pay-check" tone="text" busy={cashier.asking} onTap={() => void cashier.check()}>
          {t('pay.check')}
        </Button>
      ) : null}
      <Box className="lk-row lk-small lk-faint">
        <Icon name="shield" size={16} />
        {t('pay.safe')}
      </Box>
    </Box>
  );
}

interface WayRowProps {
  way: Way;
  text: string;
  chosen: boolean;
  disabled: boolean;
  last: boolean;
  onTap: () => void;
}

function WayRow({ way, text, chosen, disabled, last, onTap }: WayRowProps) {
  const t = useT();
  return (
    <Tap
      id={`method-${way}`}
      role="radio"
      checked={chosen}
      className={last ? 'lk-listrow' : 'lk-listrow lk-listrow--line'}
      disabled={disabled}
      onTap={onTap}
    >
      <Box className="lk-listrow__lead">
        <Icon name={way === 'native' ? 'scan' : way === 'balance' ? 'gift' : 'wallet'} size={22} />
      </Box>
      <Box className="lk-listrow__body">
        <Box>{t(`pay.method.${way}`)}</Box>
        <Box className="lk-small lk-soft">{text}</Box>
      </Box>
      {chosen ? <Icon name="check" size={22} /> : null}
    </Tap>
  );
}
