import { useDidShow } from '@tarojs/taro';
import { type Answer, api } from '../../api';
import { formatMoney } from '../../format/money';
import { clockTime, countdown, dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Box } from '../../kit/primitives';
import { Skeleton } from '../../kit/Skeleton';
import { Tag } from '../../kit/Tag';
import { Trouble } from '../../kit/Trouble';
import { CardList } from '../../shell/CardList';
import { Page } from '../../shell/Page';
import { useNow } from '../../state/clock';
import { useAct } from '../../state/fault';
import { useList } from '../../state/list';
import { open } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useResource } from '../../state/resource';
import { useSession } from '../../state/session';

type Wait = Answer<'GET /waiting-list'>['items'][number];

/** BKG-8: what the customer waits for; an offer stands on top with the time that is left, one tap away. */
export function WaitingPage() {
  const t = useT();
  const { status } = useSession();
  const signedIn = status === 'customer';
  const list = useList(signedIn ? 'waiting' : null, (cursor) =>
    api('GET /waiting-list', { query: { limit: 20, cursor } }),
  );
  useLive(['booking.changed'], () => void list.refresh(), 5_000, signedIn);
  useDidShow(() => void list.refresh());
  const changed = () => void list.refresh();
  return (
    <Page title={t('waiting.title')} dataAt={list.at}>
      <CardList
        list={list}
        empty={{ icon: 'clock', title: t('waiting.emptyTitle'), text: t('waiting.emptyText') }}
        card={(wait) =>
          wait.offer ? (
            <Offer key={wait.id} wait={wait} offer={wait.offer} onChanged={changed} />
          ) : (
            <Place key={wait.id} wait={wait} onChanged={changed} />
          )
        }
      />
    </Page>
  );
}

function What({ wait, room }: { wait: Wait; room: string }) {
  const t = useT();
  const { utcOffset } = wait.store;
  return (
    <Box className="lk-stack lk-stack--tight">
      <Box className="lk-row lk-row--between">
        <Box className="lk-strong lk-cut">{room}</Box>
        <Tag tone={wait.state === 'offered' ? 'amber' : wait.state === 'taken' ? 'brand' : 'plain'}>
          {t(`waitState.${wait.state}`)}
        </Tag>
      </Box>
      <Box className="lk-num">{`${dateTime(wait.from, utcOffset)} – ${clockTime(wait.to, utcOffset)}`}</Box>
      <Box className="lk-small lk-soft">{`${wait.store.name} · ${t('room.people', { n: wait.people })}`}</Box>
    </Box>
  );
}

interface CardProps {
  wait: Wait;
  onChanged: () => void;
}

function Place({ wait, onChanged }: CardProps) {
  const t = useT();
  const { busy, error, run } = useAct();
  const leave = () =>
    run(async () => {
      await api('POST /waiting-list/:id/leave', { params: { id: wait.id } });
      onChanged();
    });
  const { bookingId } = wait;
  return (
    <Card id={`wait-${wait.id}`} {...(bookingId ? { onTap: () => open('booking', { id: bookingId }) } : {})}>
      <Box className="lk-stack lk-stack--tight">
        <What wait={wait} room={wait.room?.name ?? t('waiting.any', { kind: t(`roomKind.${wait.roomKind}`) })} />
        {wait.state === 'waiting' ? (
          <Box className="lk-row lk-row--between">
            <Box className="lk-small">{t('waiting.place', { n: wait.place ?? 1 })}</Box>
            <Button id={`leave-${wait.id}`} small tone="text" busy={busy} onTap={() => void leave()}>
              {t('waiting.leave')}
            </Button>
          </Box>
        ) : null}
        <Trouble error={error} />
      </Box>
    </Card>
  );
}

function Offer({ wait, offer, onChanged }: CardProps & { offer: NonNullable<Wait['offer']> }) {
  const t = useT();
  const now = useNow(1000, true);
  const left = Math.max(0, Date.parse(offer.until) - now);
  const { busy, error, run } = useAct();
  const prices = useResource(`wait-price:${wait.id}`, () =>
    api('POST /rooms/:id/quotes', {
      params: { id: offer.room.id },
      body: { from: wait.from, to: wait.to, people: wait.people },
    }),
  );
  const best = cheapest(prices.data?.offers ?? []);
  const take = async () => {
    const { quote } = best ?? {};
    if (!best || !quote) return;
    const done = await run(async () => {
      const body = { mode: best.mode, packageId: best.packageId, expectedTotal: quote.total };
      const { id } = await api('POST /waiting-list/:id/take', { params: { id: wait.id }, body });
      open('booking', { id });
    });
    if (!done) void prices.refresh();
    onChanged();
  };
  const decline = () =>
    run(async () => {
      await api('POST /waiting-list/:id/leave', { params: { id: wait.id } });
      onChanged();
    });
  return (
    <Card lit label={t('waitState.offered')} id={`wait-${wait.id}`}>
      <Box className="lk-stack">
        <What wait={wait} room={offer.room.name} />
        <Box className="lk-small lk-num" id="offer-left" live="polite">
          {t('waiting.left', { time: countdown(left) })}
        </Box>
        <Trouble error={error ?? prices.error} />
        {prices.loading ? <Skeleton height={44} /> : null}
        {best?.quote ? (
          <Button id="take-offer" busy={busy} disabled={left === 0} onTap={() => void take()}>
            {t('waiting.take', { amount: formatMoney(best.quote.total) })}
          </Button>
        ) : null}
        <Button id="decline-offer" tone="text" busy={busy} onTap={() => void decline()}>
          {t('waiting.decline')}
        </Button>
      </Box>
    </Card>
  );
}

type Priced = Answer<'POST /rooms/:id/quotes'>['offers'][number];

const cheapest = (offers: readonly Priced[]): Priced | null =>
  [...offers]
    .filter((offer) => offer.quote !== null)
    .sort((a, b) => (a.quote?.total ?? 0) - (b.quote?.total ?? 0))[0] ?? null;
