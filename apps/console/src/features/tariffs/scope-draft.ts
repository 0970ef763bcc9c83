import { anywhere, type Scope } from './api.ts';

/** A scope as form fields hold it. */
export interface ScopeDraft {
  where: 'store' | 'kinds' | 'rooms';
  roomIds: string[];
  roomKindIds: Scope['roomKindIds'];
  weekdays: number[];
  dayTypes: Scope['dayTypes'];
  dateFrom: string;
  dateTo: string;
  memberLevels: string[];
  from: string;
  to: string;
}

const clock = (minute: number): string =>
  minute >= 1440
    ? '00:00'
    : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

export const draftOfScope = (scope: Scope = anywhere): ScopeDraft => ({
  where: scope.roomIds.length > 0 ? 'rooms' : scope.roomKindIds.length > 0 ? 'kinds' : 'store',
  roomIds: scope.roomIds,
  roomKindIds: scope.roomKindIds,
  weekdays: scope.weekdays,
  dayTypes: scope.dayTypes,
  dateFrom: scope.dateFrom ?? '',
  dateTo: scope.dateTo ?? '',
  memberLevels: scope.memberLevels,
  from: clock(scope.fromMinute),
  to: clock(scope.toMinute),
});

/** Midnight as an end closes the day. */
export const scopeOfDraft = (draft: ScopeDraft): Scope => ({
  roomIds: draft.where === 'rooms' ? (draft.roomIds ?? []) : [],
  roomKindIds: draft.where === 'kinds' ? (draft.roomKindIds ?? []) : [],
  weekdays: [...(draft.weekdays ?? [])].sort(),
  dayTypes: draft.dayTypes ?? [],
  dateFrom: draft.dateFrom || null,
  dateTo: draft.dateTo || null,
  memberLevels: draft.memberLevels ?? [],
  fromMinute: minuteOf(draft.from || '00:00'),
  toMinute: minuteOf(draft.to || '00:00') || 1440,
});
