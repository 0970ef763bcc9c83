import { countdown } from '../../format/time';
import { useT } from '../../i18n';
import { Icon } from '../../kit/Icon';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import type { CartActs } from './use-cart';

/** The last minutes of an untouched cart are counted down; before that nobody needs the clock. */
const SOON_MS = 10 * 60_000;

/** What happens to the cart beside the lines: pieces on their way, time running out, time that ran out. */
export function CartHints({ acts }: { acts: CartActs }) {
  const t = useT();
  const { waiting, left, expired } = acts;
  return (
    <>
      {waiting.length > 0 ? (
        <Box id="scans-waiting">
          <Note tone="amber" icon="offline">
            <Box className="lk-strong">{t('cart.waiting', { n: waiting.length })}</Box>
            <Box className="lk-num">{waiting.map(({ barcode }) => barcode).join(' · ')}</Box>
          </Note>
        </Box>
      ) : null}
      {expired ? (
        <Box id="cart-expired">
          <Note tone="amber" icon="clock" alert>
            {t('cart.expired')}
          </Note>
        </Box>
      ) : null}
      {left !== null && left < SOON_MS ? (
        <Box className="lk-row lk-small lk-soft" id="cart-left">
          <Icon name="clock" size={16} />
          <Box className="lk-num">{t('cart.keptFor', { time: countdown(left) })}</Box>
        </Box>
      ) : null}
    </>
  );
}
