import type { Answer } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Box, Pic } from '../../kit/primitives';
import { Tag } from '../../kit/Tag';
import { open } from '../../state/nav';

type Answered = Answer<'GET /rooms/:id'>;

export function Facts({ it }: { it: Answered }) {
  const t = useT();
  const { room } = it;
  return (
    <Box as="section" className="lk-stack lk-stack--tight" label={room.name}>
      {room.gallery.length > 0 ? (
        <Box className="lk-gallery">
          {room.gallery.map((src) => (
            <Pic
              key={src}
              className="lk-gallery__picture"
              src={src.startsWith('/') ? LATCHKEY_ORIGIN + src : src}
              alt={room.name}
            />
          ))}
        </Box>
      ) : null}
      <Box className="lk-row lk-row--wrap">
        <Tag tone="brand">{t(`roomKind.${room.kind}`)}</Tag>
        <Tag>{t('room.capacity', { n: room.capacity })}</Tag>
        {room.style ? <Tag>{room.style}</Tag> : null}
        {room.facilities.map((one) => (
          <Tag key={one}>{one}</Tag>
        ))}
      </Box>
      {room.description ? <Box>{room.description}</Box> : null}
      <Box className="lk-soft lk-small">{`${it.store.name} · ${it.store.address}`}</Box>
      <Box className="lk-row">
        <Button id="room-store" tone="text" icon="pin" onTap={() => open('store', { id: room.storeId })}>
          {t('room.store')}
        </Button>
      </Box>
    </Box>
  );
}

/** BKG-7: what cancelling will cost, before anybody pays. */
export function Terms({ it: { policy } }: { it: Answered }) {
  const t = useT();
  const hours = Math.round(policy.freeCancel / 6) / 10;
  return (
    <Box as="ul" className="lk-list lk-small lk-soft lk-stack lk-stack--tight" label={t('room.terms')}>
      <Box as="li">{t('room.termEntry', { n: policy.entryEarly })}</Box>
      <Box as="li">{t('room.termCancel', { n: hours, share: policy.lateCancelFee / 100 })}</Box>
      <Box as="li">{t('room.termNoShow', { n: policy.noShow })}</Box>
    </Box>
  );
}
