import { createClient, fetchTransport } from '@latchkey/client';
import { readLanguage } from '../i18n/language.ts';
import { guidedToTwoFactor } from '../two-factor/guide.ts';

/** The typed client on the page's own origin; the session travels as an HttpOnly cookie. Throws `ApiError`. */
export const call = createClient({
  base: '/api/v1',
  transport: guidedToTwoFactor(fetchTransport),
  locale: readLanguage,
});
