import { Money, StateTag, useNow } from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import type { BoardVisit } from '../../live/board.ts';
import { minutesSince } from '../../live/minutes.ts';
import { useAppText } from '../../texts.ts';
import { Flags } from './Flags.tsx';

/** One person inside: masked, with minutes since entry and what to know. Opens the visit. */
export function PersonRow(props: { visit: BoardVisit }) {
  const text = useAppText();
  const now = useNow(10_000);
  const { visit } = props;
  const abnormal = visit.flags.includes('abnormal_member');
  const cart = visit.cart && visit.cart.quantity > 0 ? visit.cart : null;
  return (
    <Link
      to="."
      search={{ visit: visit.id } as never}
      resetScroll={false}
      className={`person${abnormal ? ' person-abnormal' : ''}`}
    >
      <span className="person-name">{visit.member.name ?? visit.member.phone ?? visit.number}</span>
      <span className="person-minutes">{text('board.minutes', { n: minutesSince(visit.enteredAt, now) })}</span>
      <span className="person-flags">
        {cart && (
          <span className="lk-soft">
            {text('board.pieces', { n: cart.quantity })} <Money fen={cart.total} />
          </span>
        )}
        {visit.state !== 'inside' && <StateTag kind="visit" value={visit.state} />}
        <Flags visit={visit} />
      </span>
    </Link>
  );
}
