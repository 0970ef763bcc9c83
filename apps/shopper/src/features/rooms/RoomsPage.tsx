import { useState } from 'react';
import { type Answer, api } from '../../api';
import { dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { Chips } from '../../kit/Chips';
import { Box } from '../../kit/primitives';
import { EmptyState } from '../../kit/states';
import { Tag } from '../../kit/Tag';
import { Rating } from '../../parts/Stars';
import { Thumb } from '../../parts/Thumb';
import { ListBody } from '../../shell/ListBody';
import { Page } from '../../shell/Page';
import { useList } from '../../state/list';
import { open, pageParam } from '../../state/nav';
import { useWhereabouts } from '../../state/position';
import { useLive } from '../../state/realtime';

type Room = Answer<'GET /rooms'>['items'][number];
const kinds: readonly Room['kind'][] = ['tea', 'mahjong', 'billiards', 'party', 'meeting'];
const sizes = ['2', '4', '6', '10'] as const;

const orders = ['byRating', 'good'] as const;

/** BKG-1: rooms of one store, or of all nearby, by kind and size. */
export function RoomsPage() {
  const t = useT();
  const [storeId] = useState(() => pageParam('store'));
  const [kind, setKind] = useState<Room['kind'] | null>(null);
  const [people, setPeople] = useState<(typeof sizes)[number] | null>(null);
  const [order, setOrder] = useState<(typeof orders)[number] | null>(null);
  const { position } = useWhereabouts();
  const query = {
    limit: 20,
    ...(storeId ? { storeId } : {}),
    ...(kind ? { kind } : {}),
    ...(people ? { people: Number(people) } : {}),
    ...(order === 'byRating' ? { sort: 'rating' as const } : {}),
    ...(order === 'good' ? { sort: 'rating' as const, minimumRating: 4.5 } : {}),
    ...(position ?? {}),
  };
  const list = useList(`rooms:${JSON.stringify(query)}`, (cursor) =>
    api('GET /rooms', { query: { ...query, cursor } }),
  );
  useLive(['booking.changed'], () => void list.refresh(), 60_000);
  return (
    <Page title={t('rooms.title')} dataAt={list.at}>
      <Chips
        id="room-kind"
        label={t('rooms.kind')}
        value={kind}
        options={[
          { value: null, text: t('rooms.all') },
          ...kinds.map((one) => ({ value: one, text: t(`roomKind.${one}`) })),
        ]}
        onChange={setKind}
      />
      <Chips
        id="room-people"
        label={t('rooms.people')}
        value={people}
        options={[
          { value: null, text: t('rooms.anyPeople') },
          ...sizes.map((n) => ({ value: n, text: t('rooms.from', { n }) })),
        ]}
        onChange={setPeople}
      />
      <Chips
        id="room-order"
        label={t('rating.order')}
        value={order}
        options={[
          { value: null, text: t('rating.byDistance') },
          ...orders.map((one) => ({ value: one, text: t(`rating.${one}`) })),
        ]}
        onChange={setOrder}
      />
      <ListBody
        list={list}
        guests
        empty={<EmptyState icon="door" title={t('rooms.emptyTitle')} text={t('rooms.emptyText')} />}
      >
        {(rooms) => (
          <Box className="lk-stack">
            {rooms.map((room) => (
              <RoomCard key={room.id} room={room} withStore={storeId === null} />
            ))}
          </Box>
        )}
      </ListBody>
    </Page>
  );
}

function RoomCard({ room, withStore }: { room: Room; withStore: boolean }) {
  const t = useT();
  const next = room.nextFreeAt ? dateTime(room.nextFreeAt, room.utcOffset).slice(5) : null;
  return (
    <Card id={`room-${room.id}`} onTap={() => open('room', { id: room.id })}>
      <Box className="lk-row lk-row--top">
        <Thumb image={room.gallery[0] ?? null} />
        <Box className="lk-grow lk-stack lk-stack--tight">
          <Box className="lk-row lk-row--between">
            <Box className="lk-strong lk-cut">{room.name}</Box>
            <Tag tone={room.freeNow ? 'amber' : 'plain'} lamp={room.freeNow}>
              {room.freeNow ? t('rooms.freeNow') : next ? t('rooms.freeAt', { at: next }) : t('rooms.full')}
            </Tag>
          </Box>
          <Box className="lk-small lk-soft">
            {[t(`roomKind.${room.kind}`), t('room.capacity', { n: room.capacity }), room.style]
              .filter(Boolean)
              .join(' · ')}
          </Box>
          <Rating rating={room.rating} />
          {withStore ? <Box className="lk-small lk-soft lk-cut">{`${room.storeName} · ${room.address}`}</Box> : null}
        </Box>
      </Box>
    </Card>
  );
}
