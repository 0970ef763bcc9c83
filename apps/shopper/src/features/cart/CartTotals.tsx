import { useState } from 'react';
import type { Cart } from '../../api';
import { useT } from '../../i18n';
import { Icon } from '../../kit/Icon';
import { ListRow } from '../../kit/ListRow';
import { Price } from '../../kit/Price';
import { Box, Tap } from '../../kit/primitives';
import { Tag } from '../../kit/Tag';
import { CouponSheet } from './CouponSheet';

/** Each fen of discount by name, and the coupon that was chosen, changeable by hand. */
export function CartTotals({ cart, onCoupon }: { cart: Cart; onCoupon: (couponId: string | 'best' | null) => void }) {
  const t = useT();
  const [choosing, setChoosing] = useState(false);
  const usable = cart.coupons.filter((coupon) => coupon.usable).length;
  return (
    <Box className="lk-card lk-card--flush">
      <ListRow title={t('cart.goods')} end={<Price fen={cart.gross} size={14} />} />
      {cart.discounts.map((discount) => (
        <ListRow
          key={`${discount.kind}:${discount.couponId ?? discount.name}`}
          title={discount.name}
          detail={t(`cart.discount.${discount.kind}`)}
          end={<Price fen={discount.amount} size={14} minus />}
        />
      ))}
      <Tap id="choose-coupon" className="lk-listrow" onTap={() => setChoosing(true)}>
        <Box className="lk-listrow__lead">
          <Icon name="coupon" size={22} />
        </Box>
        <Box className="lk-listrow__body">{t('cart.coupon')}</Box>
        <Box className="lk-listrow__end">
          {cart.coupon?.chosen === 'best' ? <Tag tone="amber">{t('cart.couponBest')}</Tag> : null}
          {cart.coupon ? cart.coupon.name : usable > 0 ? t('cart.couponNotUsed', { n: usable }) : t('cart.couponNone')}
          <Icon name="chevron" size={18} />
        </Box>
      </Tap>
      {choosing ? (
        <CouponSheet
          cart={cart}
          onClose={() => setChoosing(false)}
          onChoose={(id) => {
            setChoosing(false);
            onCoupon(id);
          }}
        />
      ) : null}
    </Box>
  );
}
