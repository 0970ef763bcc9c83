import { api } from '../../api';
import { formatMoney } from '../../format/money';
import { phoneTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { Skeleton } from '../../kit/Skeleton';
import { Page } from '../../shell/Page';
import { useLive } from '../../state/realtime';
import { useResource } from '../../state/resource';

/** VIS-9: the newcomer's red packet, shown once it is really there. */
export function Welcome({ onGo }: { onGo: () => void }) {
  const t = useT();
  const coupons = useResource('coupons:new', () =>
    api('GET /me/coupons', { query: { state: 'available', limit: 10 } }),
  );
  const packet = coupons.data?.items.find((coupon) => coupon.redPacket) ?? null;
  useLive(['coupon.changed'], () => void coupons.refresh(), 1000, packet === null);
  return (
    <Page
      title={t('welcome.title')}
      root
      footer={
        <Button id="welcome-go" onTap={onGo}>
          {t('welcome.go')}
        </Button>
      }
    >
      <Box className="lk-welcome">
        <Box className="lk-welcome__icon">
          <Icon name="gift" size={40} />
        </Box>
        <Box as="h2" className="lk-h1">
          {t('welcome.head')}
        </Box>
        {packet ? (
          <Box id="red-packet" className="lk-welcome__packet">
            <Box className="lk-small">{packet.name}</Box>
            <Price fen={packet.amount ?? 0} size={40} />
            <Box className="lk-small">
              {packet.threshold > 0
                ? t('coupon.from', { amount: formatMoney(packet.threshold) })
                : t('coupon.noThreshold')}
            </Box>
            <Box className="lk-tiny">{t('coupon.until', { at: phoneTime(packet.expiresAt) })}</Box>
          </Box>
        ) : coupons.error ? null : (
          <Skeleton height={160} />
        )}
        <Box className="lk-soft">{t('welcome.text')}</Box>
      </Box>
    </Page>
  );
}
