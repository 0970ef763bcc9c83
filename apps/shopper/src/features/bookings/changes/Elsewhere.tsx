import type { Answer } from '../../../api';
import { formatMoney } from '../../../format/money';
import { clockTime } from '../../../format/time';
import { useT } from '../../../i18n';
import { Button } from '../../../kit/Button';
import { Box } from '../../../kit/primitives';
import { PriceLines } from '../../../parts/PriceLines';

type Option = Answer<'GET /bookings/:id/renewals'>['options'][number];

export interface ElsewhereProps {
  options: readonly Option[];
  utcOffset: number;
  busy: boolean;
  onChoose: (option: Option) => void;
}

/** BKG-21: free rooms where the session can go on until the wished end; the first one explains its price. */
export function Elsewhere({ options, utcOffset, busy, onChoose }: ElsewhereProps) {
  const t = useT();
  const [first] = options;
  if (!first) return null;
  return (
    <Box className="lk-stack lk-stack--tight">
      <Box className="lk-strong">{t('session.elsewhere')}</Box>
      <Box className="lk-small lk-soft">{t('elsewhere.text')}</Box>
      <Box className="lk-card lk-card--flush">
        <PriceLines quote={first.quote} utcOffset={utcOffset} total={first.room.name} />
      </Box>
      {options.map((option) => (
        <Button
          key={option.room.id}
          id={`move-to-${option.room.id}`}
          tone="line"
          busy={busy}
          onTap={() => onChoose(option)}
        >
          {t(option.quote.total > 0 ? 'elsewhere.go' : 'elsewhere.goFree', {
            room: option.room.name,
            at: clockTime(option.to, utcOffset),
            amount: formatMoney(option.quote.total),
          })}
        </Button>
      ))}
    </Box>
  );
}
