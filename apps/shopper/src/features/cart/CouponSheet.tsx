import type { Cart } from '../../api';
import { phoneTime } from '../../format/time';
import { isMessageKey, type MessageKey, useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { Price } from '../../kit/Price';
import { Box, Tap } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { EmptyState } from '../../kit/states';

export function CouponSheet({
  cart,
  onClose,
  onChoose,
}: {
  cart: Cart;
  onClose: () => void;
  onChoose: (couponId: string | 'best' | null) => void;
}) {
  const t = useT();
  return (
    <Sheet id="coupon-sheet" title={t('cart.coupon')} onClose={onClose}>
      {cart.coupons.length === 0 ? (
        <EmptyState icon="coupon" title={t('coupon.emptyTitle')} text={t('coupon.emptyCart')} />
      ) : null}
      <Box className="lk-stack">
        {cart.coupons.map((coupon) => (
          <Tap
            key={coupon.id}
            id={`coupon-${coupon.id}`}
            className={coupon.usable ? 'lk-ticket' : 'lk-ticket lk-ticket--off'}
            role="radio"
            checked={cart.coupon?.id === coupon.id}
            disabled={!coupon.usable}
            onTap={() => onChoose(coupon.id)}
          >
            <Box className="lk-ticket__worth">
              <Price fen={coupon.value} size={28} />
            </Box>
            <Box className="lk-ticket__body">
              <Box className="lk-strong">{coupon.name}</Box>
              <Box className="lk-tiny lk-soft">
                {coupon.usable ? t('coupon.until', { at: phoneTime(coupon.expiresAt) }) : t(reasonOf(coupon.reason))}
              </Box>
            </Box>
            {cart.coupon?.id === coupon.id ? <Icon name="check" /> : null}
          </Tap>
        ))}
        {cart.coupon?.chosen === 'best' || !cart.coupons.some((coupon) => coupon.usable) ? null : (
          <Button id="coupon-best" tone="quiet" icon="check" onTap={() => onChoose('best')}>
            {t('cart.useBest')}
          </Button>
        )}
        {cart.coupon ? (
          <Button id="coupon-none" tone="line" onTap={() => onChoose(null)}>
            {t('cart.useNone')}
          </Button>
        ) : null}
      </Box>
    </Sheet>
  );
}

/** Why a coupon does not work on this cart. */
function reasonOf(reason: string | null): MessageKey {
  const key = `coupon.obstacle.${reason}`;
  return isMessageKey(key) ? key : 'coupon.unusable';
}
