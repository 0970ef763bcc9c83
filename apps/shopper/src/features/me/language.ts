import { api } from '../../api';
import type { Locale } from '../../i18n';
import { setLocale } from '../../state/prefs';
import { becomeCustomer, session } from '../../state/session';

/** Switches at once; for a signed-in customer the server learns it too, for messages in the right language. */
export function chooseLocale(locale: Locale): void {
  setLocale(locale);
  if (session.get().status !== 'customer') return;
  api('PUT /me', { body: { locale } }).then(becomeCustomer, () => undefined);
}
