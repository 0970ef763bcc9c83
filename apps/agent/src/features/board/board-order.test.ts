import { describe, expect, it } from 'vitest';
import type { BoardStore, BoardVisit } from '../../live/board.ts';
import { replaceStore } from '../../live/board.ts';
import { boardOrder, isActive, visitOrder } from './board-order.ts';

function store(name: string, over: Partial<BoardStore> = {}): BoardStore {
  return {
    id: name,
    name,
    city: '杭州',
    zone: 'Asia/Shanghai',
    state: 'open',
    availability: 'open',
    lockdown: null,
    attended: { today: '08:00–22:00', now: true },
    alerts: [],
    openCases: 0,
    door: null,
    inside: 0,
    capacity: null,
    visits: [],
    openAlerts: 0,
    lastEntryAt: null,
    insideByCounter: null,
    ...over,
  };
}

function visit(flags: BoardVisit['flags']): BoardVisit {
  return {
    id: 'v',
    number: 'V1',
    store: { id: 's', name: 's', zone: 'Asia/Shanghai' },
    member: { id: 'm', name: '张*', phone: '138****1234', level: '', state: 'normal', visits: 1 },
    state: 'inside',
    ending: null,
    flags,
    enteredAt: '2026-01-01T00:00:00Z',
    endedAt: null,
    exitRequestedAt: null,
    cart: null,
    orders: [],
    opening: null,
  };
}

const NOW = Date.parse('2026-01-01T12:00:00Z');
const names = (stores: BoardStore[]) => boardOrder(stores, 'en', NOW).map((each) => each.name);
const calls = (kind: BoardStore['alerts'][number]['kind'], untaken = 1) => ({
  alerts: [{ kind, count: 1, untaken, since: '2026-01-01T07:00:00Z' }],
});

describe('the order of the board', () => {
  it('[DSK-1] puts stores where somebody waits first, then those with customers, then the empty ones', () => {
    const stores = [
      store('empty'),
      store('occupied', { inside: 1, lastEntryAt: '2026-01-01T10:00:00Z' }),
      store('alert', { ...calls('help'), lastEntryAt: '2026-01-01T08:00:00Z' }),
    ];
    expect(names(stores)).toEqual(['alert', 'occupied', 'empty']);
  });

  it('[DSK-11] ranks stores by their most urgent call, whatever their latest entry', () => {
    const entry = '2026-01-01T11:59:50Z';
    const stores = [
      store('entry', { ...calls('entry'), inside: 1, lastEntryAt: entry }),
      store('fault', { ...calls('fault'), inside: 1, lastEntryAt: entry }),
      store('taken', { ...calls('emergency', 0), inside: 1, lastEntryAt: '2026-01-01T07:00:00Z' }),
      store('help', calls('help')),
      store('emergency', calls('emergency')),
    ];
    expect(names(stores)).toEqual(['emergency', 'help', 'fault', 'entry', 'taken']);
  });

  it('[VIS-5] is red for a minute after an entry, then only occupied', () => {
    const at = (seconds: number) =>
      isActive(
        store('x', { ...calls('entry'), inside: 1, lastEntryAt: new Date(NOW - seconds * 1000).toISOString() }),
        NOW,
      );
    expect([at(5), at(59), at(61)]).toEqual([true, true, false]);
  });

  it('[VIS-5] moves the store with the latest entry to the top of its kind', () => {
    const stores = [
      store('early', { inside: 1, lastEntryAt: '2026-01-01T08:00:00Z' }),
      store('late', { inside: 1, lastEntryAt: '2026-01-01T09:00:00Z' }),
    ];
    expect(names(stores)).toEqual(['late', 'early']);
  });

  it('[DSK-1] keeps empty stores still, by name, whoever was there last', () => {
    const stores = [store('b', { lastEntryAt: '2026-01-01T09:00:00Z' }), store('a')];
    expect(names(stores)).toEqual(['a', 'b']);
  });

  it('[VIS-4, DSK-1] is red while an abnormal member is inside or somebody asks to leave', () => {
    expect(isActive(store('x', { visits: [visit(['abnormal_member'])] }), NOW)).toBe(true);
    expect(isActive(store('x', calls('exit_request')), NOW)).toBe(true);
    expect(isActive(store('x', { visits: [visit(['first_visit'])] }), NOW)).toBe(false);
  });

  it('[UX-8] takes in one store’s news without touching the others', () => {
    const board = { at: '2026-01-01T00:00:00Z', stores: [store('a'), store('b')] };
    const next = replaceStore(board, store('b', { inside: 2 }));
    expect(next.stores[0]).toBe(board.stores[0]);
    expect(next.stores[1]?.inside).toBe(2);
    expect(replaceStore(board, store('c')).stores).toHaveLength(3);
  });

  it('[DSK-1] puts who waits for an agent first among the people of a store, and keeps the others in order', () => {
    const people = [
      { ...visit([]), id: 'a' },
      { ...visit(['first_visit']), id: 'b' },
      { ...visit(['exit_requested']), id: 'c' },
    ];
    expect(visitOrder(people).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });
});
