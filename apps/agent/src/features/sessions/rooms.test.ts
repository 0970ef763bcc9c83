import { describe, expect, it } from 'vitest';
import { minutesTo, nowOf, type RoomOnBoard, roomOrder } from './rooms.ts';

const at = Date.parse('2026-06-01T04:00:00Z');
const room = (name: string, now: RoomOnBoard['now'], to: string | null, kind = 'customer'): RoomOnBoard =>
  ({
    room: { id: name, name, kind: 'tea' },
    store: { id: 's', name: '店', zone: 'Asia/Shanghai' },
    now,
    booking: to === null ? null : { id: name, kind, from: to, to },
  }) as unknown as RoomOnBoard;

describe('rooms on the board', () => {
  it('[DSK-1] what runs over comes first, then what ends soonest; free rooms last', () => {
    const rooms = [
      room('free', 'free', null),
      room('later', 'in_use', '2026-06-01T06:00:00Z'),
      room('soon', 'in_use', '2026-06-01T04:05:00Z'),
      room('over', 'grace', '2026-06-01T03:58:00Z'),
    ];
    expect(roomOrder(rooms).map(({ room: { name } }) => name)).toEqual(['over', 'soon', 'later', 'free']);
  });

  it('[BKG-14] a session passes its end on the screen before the server is asked again; a running meter has none', () => {
    expect(nowOf(room('a', 'in_use', '2026-06-01T03:59:00Z'), at)).toBe('grace');
    expect(nowOf(room('a', 'in_use', '2026-06-01T04:01:00Z'), at)).toBe('in_use');
    expect(nowOf(room('a', 'in_use', '2026-06-01T03:59:00Z', 'open'), at)).toBe('in_use');
    expect(minutesTo('2026-06-01T04:10:00Z', at)).toBe(10);
    expect(minutesTo('2026-06-01T03:57:00Z', at)).toBe(-3);
  });
});
