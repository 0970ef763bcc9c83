import { useState } from 'react';
import { formatMoney } from '../../format/money';
import { phoneTime } from '../../format/time';
import { isMessageKey, type MessageKey, useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { ListRow } from '../../kit/ListRow';
import { Price } from '../../kit/Price';
import { Box, Tap } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { type Basket, basketTotal, type MenuItem, piecesOf } from '../../parts/menu/basket';
import { MenuPicker } from '../../parts/menu/MenuPicker';
import type { Offer } from './Offers';
import type { CouponChoice } from './phone-quotes';

interface ExtrasProps {
  menu: readonly MenuItem[];
  basket: Basket;
  offer: Offer | null;
  /** The menu is looked into: what sold out meanwhile should be seen. */
  onMenu: () => void;
  onBasket: (basket: Basket) => void;
  onCoupon: (coupon: CouponChoice) => void;
}

/** BKG-2: tea and a coupon in the same payment; each opens a sheet of its own. */
export function Extras({ menu, basket, offer, onMenu, onBasket, onCoupon }: ExtrasProps) {
  const t = useT();
  const [sheet, setSheet] = useState<'menu' | 'coupon' | null>(null);
  const coupons = offer?.coupons ?? [];
  const used = offer?.quote?.discounts.find(({ kind }) => kind === 'coupon') ?? null;
  const usable = coupons.filter(({ obstacle }) => obstacle === null).length;
  const close = () => setSheet(null);
  if (menu.length === 0 && coupons.length === 0) return null;
  return (
    <Box className="lk-card lk-card--flush">
      {menu.length > 0 ? (
        <ListRow
          id="add-menu"
          icon="bag"
          title={t('room.addMenu')}
          detail={basket.length > 0 ? t('menu.chosen', { n: piecesOf(basket) }) : t('room.addMenuText')}
          end={basket.length > 0 ? <Price fen={basketTotal(basket)} size={14} /> : null}
          last={coupons.length === 0}
          onTap={() => {
            onMenu();
            setSheet('menu');
          }}
        />
      ) : null}
      {coupons.length > 0 ? (
        <ListRow
          id="choose-coupon"
          icon="coupon"
          title={t('room.coupon')}
          detail={used?.label ?? (usable > 0 ? t('room.couponUnused', { n: usable }) : t('room.couponNone'))}
          end={used ? <Price fen={used.amount} size={14} minus /> : null}
          last
          onTap={() => setSheet('coupon')}
        />
      ) : null}
      {sheet === 'menu' ? (
        <Sheet id="menu-sheet" title={t('room.addMenu')} onClose={close}>
          <MenuPicker items={menu} basket={basket} onBasket={onBasket} />
          <Button id="menu-done" onTap={close}>
            {basket.length > 0 ? `${t('room.menuDone')} ${formatMoney(basketTotal(basket))}` : t('room.menuDone')}
          </Button>
        </Sheet>
      ) : null}
      {sheet === 'coupon' ? (
        <Coupons
          coupons={coupons}
          used={used?.id ?? null}
          onClose={close}
          onCoupon={(coupon) => {
            onCoupon(coupon);
            close();
          }}
        />
      ) : null}
    </Box>
  );
}

interface CouponsProps {
  coupons: Offer['coupons'];
  used: string | null;
  onClose: () => void;
  onCoupon: (coupon: CouponChoice) => void;
}

function Coupons({ coupons, used, onClose, onCoupon }: CouponsProps) {
  const t = useT();
  return (
    <Sheet id="coupon-sheet" title={t('room.coupon')} onClose={onClose}>
      <Box className="lk-stack">
        {coupons.map((coupon) => (
          <Tap
            key={coupon.id}
            id={`coupon-${coupon.id}`}
            className={coupon.obstacle === null ? 'lk-ticket' : 'lk-ticket lk-ticket--off'}
            role="radio"
            checked={coupon.id === used}
            disabled={coupon.obstacle !== null}
            onTap={() => onCoupon(coupon.id)}
          >
            <Box className="lk-ticket__worth">
              <Price fen={coupon.value} size={28} />
            </Box>
            <Box className="lk-ticket__body">
              <Box className="lk-strong">{coupon.name}</Box>
              <Box className="lk-tiny lk-soft">
                {coupon.obstacle === null
                  ? t('coupon.until', { at: phoneTime(coupon.expiresAt) })
                  : t(reasonOf(coupon.obstacle))}
              </Box>
            </Box>
            {coupon.id === used ? <Icon name="check" /> : null}
          </Tap>
        ))}
        <Button id="coupon-best" tone="quiet" icon="check" onTap={() => onCoupon('best')}>
          {t('room.couponBest')}
        </Button>
        <Button id="coupon-none" tone="line" onTap={() => onCoupon('none')}>
          {t('room.couponOff')}
        </Button>
      </Box>
    </Sheet>
  );
}

/** Why a coupon does not work on this price. */
function reasonOf(obstacle: string): MessageKey {
  const key = `coupon.obstacle.${obstacle}`;
  return isMessageKey(key) ? key : 'coupon.unusable';
}
