import type { Answer } from '../../api';
import { isMessageKey, useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { Icon } from '../../kit/Icon';
import { Price } from '../../kit/Price';
import { Box, Tap } from '../../kit/primitives';
import { PriceLines } from '../../parts/PriceLines';

export type Offer = Answer<'POST /rooms/:id/quotes'>['offers'][number];
export const offerKey = (offer: Offer): string => `${offer.mode}:${offer.packageId ?? ''}`;

export interface OffersProps {
  offers: readonly Offer[];
  chosen: Offer | null;
  utcOffset: number;
  /** The range moved on; the prices shown are of the one before. */
  stale: boolean;
  onChoose: (offer: Offer) => void;
}

/** BIL-7: every way to pay for the range, each with its price, and the chosen one explained. */
export function Offers({ offers, chosen, utcOffset, stale, onChoose }: OffersProps) {
  const t = useT();
  const why = (reason: string) => {
    const key = `offer.refusal.${reason}`;
    return isMessageKey(key) ? t(key) : t('offer.refusal.no_price');
  };
  return (
    <Box className={stale ? 'lk-stack lk-stale' : 'lk-stack'}>
      <Box className="lk-card lk-card--flush" role="radiogroup" label={t('offer.ways')}>
        {offers.map((offer, i) => {
          const on = chosen !== null && offerKey(chosen) === offerKey(offer);
          return (
            <Tap
              key={offerKey(offer)}
              id={`offer-${offer.mode}${offer.packageId ? `-${offer.packageId}` : ''}`}
              role="radio"
              checked={on}
              disabled={offer.quote === null}
              className={i === offers.length - 1 ? 'lk-listrow' : 'lk-listrow lk-listrow--line'}
              onTap={() => onChoose(offer)}
            >
              <Box className="lk-listrow__body">
                <Box>{offer.packageId ? offer.label : t(`roomMode.${offer.mode}`)}</Box>
                {offer.refusal ? <Box className="lk-small lk-soft">{why(offer.refusal)}</Box> : null}
              </Box>
              <Box className="lk-listrow__end">
                {offer.quote ? <Price fen={offer.quote.total} /> : null}
                {on ? <Icon name="check" size={20} /> : null}
              </Box>
            </Tap>
          );
        })}
      </Box>
      {chosen?.quote ? (
        <Card flush label={t('price.explained')}>
          <PriceLines quote={chosen.quote} utcOffset={utcOffset} />
        </Card>
      ) : null}
    </Box>
  );
}
