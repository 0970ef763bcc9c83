import type { Cart } from '../../api';
import { dateTime, STORE_OFFSET } from '../../format/time';
import { useT } from '../../i18n';
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
  onChoose: (couponId: string | null) => void;
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
                {coupon.usable
                  ? t('coupon.until', { at: dateTime(coupon.expiresAt, STORE_OFFSET) })
                  : (coupon.reason ?? t('coupon.unusable'))}
              </Box>
            </Box>
            {cart.coupon?.id === coupon.id ? <Icon name="check" /> : null}
          </Tap>
        ))}
        {cart.coupon ? (
          <Button id="coupon-none" tone="line" onTap={() => onChoose(null)}>
            {t('cart.useNone')}
          </Button>
        ) : null}
      </Box>
    </Sheet>
  );
}
