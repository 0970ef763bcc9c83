import type { Answer } from '../../api';
import { useT } from '../../i18n';
import { Note } from '../../kit/Note';

type OnlyForDays = Answer<'GET /rooms/:id'>['onlyFor'];

/** BKG-10: whether a day cannot be booked by this member yet. */
export const isClosed = (days: OnlyForDays, date: string): boolean => days.some((day) => day.date === date);

/** BKG-10: says of such a day who may book it already. */
export function OnlyFor({ days, date }: { days: OnlyForDays; date: string }) {
  const t = useT();
  const day = days.find((one) => one.date === date);
  if (!day) return null;
  const levels = day.levels.join(' / ');
  return <Note tone="amber">{levels ? t('room.onlyFor', { levels }) : t('room.notOpenYet')}</Note>;
}
