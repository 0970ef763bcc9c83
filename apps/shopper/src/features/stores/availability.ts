import type { Store } from '../../api';
import type { Translate } from '../../i18n';
import type { TagTone } from '../../kit/Tag';

export const availabilityTone: Record<Store['availability'], TagTone> = {
  open: 'amber',
  closed: 'plain',
  unattended_off: 'plain',
  lockdown: 'danger',
  full: 'plain',
  offline: 'danger',
  suspended: 'plain',
};

export function distanceText(t: Translate, metres: number | null): string {
  if (metres === null) return '';
  if (metres < 1000) return t('store.metres', { n: metres });
  const tenths = Math.round(metres / 100);
  return t('store.kilometres', {
    n: tenths >= 1000 ? Math.round(tenths / 10) : `${Math.floor(tenths / 10)}.${tenths % 10}`,
  });
}
