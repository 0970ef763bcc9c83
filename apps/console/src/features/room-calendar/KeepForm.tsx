import { call, FormDrawer, Money, useWord } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { BookingDetail } from '../../booking-parts/api.ts';
import { instantOf, wallText } from '../../clock/store-clock.ts';
import { useAppText } from '../../texts.ts';
import type { Calendar } from './api.ts';

export interface Wish {
  kind: 'walk_in' | 'block';
  roomId: string | null;
  from: string | null;
}
interface Draft {
  kind: 'walk_in' | 'block';
  roomId: string;
  /** The store's clock, as the input of date and time writes it. */
  from: string;
  minutes: number;
  people: number;
  note: string;
  phone?: string;
  /** The way to pay for the stay; empty asks nothing. */
  offer: string;
  payment: 'later' | 'outside';
}

const MINUTE = 60_000;
const LENGTHS = [30, 60, 90, 120, 180, 240, 300, 360, 480, 720, 1440];

const rangeOf = (draft: Pick<Draft, 'from' | 'minutes'>, zone: string) => {
  const from = instantOf(draft.from, zone);
  return { from, to: new Date(Date.parse(from) + draft.minutes * MINUTE).toISOString() };
};
const keyOf = (offer: { mode: string; packageId: string | null }): string => `${offer.mode} ${offer.packageId ?? ''}`;

/** What the range of a room costs a walk-in, by every way that is open for it. */
function useOffers(draft: Partial<Draft> | undefined, zone: string) {
  const { roomId, from, minutes, people } = draft ?? {};
  const ready = Boolean(roomId && from && minutes && people && draft?.kind === 'walk_in');
  return useQuery({
    queryKey: ['room-calendar', 'offers', roomId, from, minutes, people],
    queryFn: () =>
      call('POST /rooms/:id/quotes', {
        params: { id: roomId ?? '' },
        body: { ...rangeOf({ from: from ?? '', minutes: minutes ?? 0 }, zone), people: people ?? 1 },
      }),
    enabled: ready,
    retry: false,
  });
}

/** BKG-9: keeps a room for somebody at the counter, with what it costs, or blocks it. */
export function KeepForm(props: {
  calendar: Calendar;
  wish: Wish | null;
  onClose: () => void;
  onKept: (id: string) => void;
}) {
  const text = useAppText();
  const { calendar, wish } = props;
  const { zone } = calendar.store;
  const grid = calendar.granularity * MINUTE;
  const next = new Date(Math.ceil(Date.now() / grid) * grid).toISOString();
  const save = async (draft: Draft) => {
    const range = rangeOf(draft, zone);
    const { kind, roomId, note, people, offer, payment } = draft;
    const base = { kind, roomId, note, people: kind === 'block' ? 1 : people, ...range };
    if (kind === 'block') return call('POST /staff/bookings', { body: base });
    const { offers } = await call('POST /rooms/:id/quotes', { params: { id: roomId }, body: { ...range, people } });
    const chosen = offers.find((one) => keyOf(one) === offer && one.quote !== null);
    const price = chosen?.quote && {
      ...{ mode: chosen.mode, packageId: chosen.packageId, expectedTotal: chosen.quote.total, payment },
    };
    const phone = draft.phone?.trim() || null;
    return call('POST /staff/bookings', { body: { ...base, phone, price: price ?? null } });
  };
  return (
    <FormDrawer<Draft, BookingDetail>
      key={`${wish?.kind} ${wish?.roomId} ${wish?.from}`}
      open={wish !== null}
      title={text(wish?.kind === 'block' ? 'roomCalendar.block' : 'roomCalendar.walkIn')}
      initial={{
        kind: wish?.kind ?? 'walk_in',
        roomId: wish?.roomId ?? calendar.rooms.find((room) => room.state === 'open')?.id ?? '',
        from: wallText(wish?.from ?? next, zone),
        ...{ minutes: 60, people: 2, payment: 'later', offer: '' },
      }}
      save={save}
      stale={['room-calendar', 'bookings']}
      done={text('roomCalendar.kept')}
      onSaved={({ booking }) => props.onKept(booking.id)}
      onClose={props.onClose}
      width={520}
    >
      <Fields calendar={calendar} />
    </FormDrawer>
  );
}

function Fields(props: { calendar: Calendar }) {
  const text = useAppText();
  const word = useWord();
  const { calendar } = props;
  const kind = Form.useWatch('kind', Form.useFormInstance<Draft>());
  const required = [{ required: true, message: text('fields.required') }];
  const block = kind === 'block';
  return (
    <>
      <Form.Item name="kind" label={text('roomCalendar.purpose')}>
        <Radio.Group
          options={(['walk_in', 'block'] as const).map((value) => ({ value, label: word('bookingKind', value) }))}
        />
      </Form.Item>
      <Form.Item name="roomId" label={text('rooms.room')} rules={required}>
        <Select
          options={calendar.rooms
            .filter((room) => room.state === 'open')
            .map((room) => ({ value: room.id, label: `${room.name} · ${word('roomKind', room.kind)}` }))}
        />
      </Form.Item>
      <div className="booking-pair">
        <Form.Item name="from" label={text('bookingParts.startsAt')} rules={required}>
          <Input type="datetime-local" step={calendar.granularity * 60} />
        </Form.Item>
        <Form.Item name="minutes" label={text('roomCalendar.length')} rules={required}>
          <Select options={LENGTHS.map((value) => ({ value, label: text('rooms.minutes', { n: value }) }))} />
        </Form.Item>
      </div>
      <Form.Item
        name="note"
        label={text(block ? 'roomCalendar.why' : 'roomCalendar.name')}
        rules={[{ required: true, whitespace: true, max: 80, message: text('fields.required') }]}
      >
        <Input maxLength={80} />
      </Form.Item>
      {!block && (
        <>
          <div className="booking-pair">
            <Form.Item
              name="phone"
              label={text('fields.phone')}
              rules={[{ pattern: /^1[3-9]\d{9}$/, message: text('roomCalendar.phoneWrong') }]}
            >
              <Input inputMode="tel" autoComplete="off" maxLength={11} />
            </Form.Item>
            <Form.Item name="people" label={text('bookingParts.people')} rules={required}>
              <InputNumber min={1} max={200} precision={0} />
            </Form.Item>
          </div>
          <PriceFields calendar={calendar} />
        </>
      )}
    </>
  );
}

function PriceFields(props: { calendar: Calendar }) {
  const text = useAppText();
  const word = useWord();
  const form = Form.useFormInstance<Draft>();
  const draft = Form.useWatch([], form) as Partial<Draft> | undefined;
  const offers = useOffers(draft, props.calendar.store.zone);
  const priced = (offers.data?.offers ?? []).filter((offer) => offer.quote !== null);
  return (
    <>
      {offers.data && !offers.data.free && (
        <Alert type="error" showIcon role="alert" className="lk-form-alert" title={text('roomCalendar.taken')} />
      )}
      <Form.Item name="offer" label={text('roomCalendar.price')} extra={text('roomCalendar.priceHint')}>
        <Radio.Group
          className="calendar-offers"
          options={[
            ...priced.map((offer) => ({
              value: keyOf(offer),
              label: (
                <span className="console-row">
                  {offer.packageId ? offer.label : word('roomMode', offer.mode)}
                  <Money fen={offer.quote?.total ?? 0} />
                </span>
              ),
            })),
            { value: '', label: text('roomCalendar.noPrice') },
          ]}
        />
      </Form.Item>
      {draft?.offer ? (
        <Form.Item name="payment" label={text('roomCalendar.payment')}>
          <Radio.Group
            options={(['later', 'outside'] as const).map((value) => ({
              value,
              label: text(`roomCalendar.payment_${value}`),
            }))}
          />
        </Form.Item>
      ) : null}
    </>
  );
}
