import account from '../features/account/locales/en.ts';
import auth from '../features/auth/locales/en.ts';
import changes from '../features/bookings/changes/locales/en.ts';
import bookings from '../features/bookings/locales/en.ts';
import cart from '../features/cart/locales/en.ts';
import coupons from '../features/coupons/locales/en.ts';
import door from '../features/door/locales/en.ts';
import help from '../features/help/locales/en.ts';
import history from '../features/history/locales/en.ts';
import inbox from '../features/inbox/locales/en.ts';
import me from '../features/me/locales/en.ts';
import messageSettings from '../features/message-settings/locales/en.ts';
import orders from '../features/orders/locales/en.ts';
import pay from '../features/pay/locales/en.ts';
import reviews from '../features/reviews/locales/en.ts';
import rooms from '../features/rooms/locales/en.ts';
import scan from '../features/scan/locales/en.ts';
import stores from '../features/stores/locales/en.ts';
import visit from '../features/visit/locales/en.ts';
import waiting from '../features/waiting/locales/en.ts';
import wallet from '../features/wallet/locales/en.ts';
import type { Messages } from '../i18n/messages';
import parts from '../parts/locales/en.ts';

export const en: Messages = {
  'app.name': 'Latchkey',
  'nav.label': 'Main navigation',
  'nav.back': 'Back',
  'nav.home': 'Door',
  'nav.orders': 'Orders',
  'nav.me': 'Me',
  'common.retry': 'Try again',
  'common.close': 'Close',
  'common.cancel': 'Cancel',
  'common.save': 'Save',
  'common.more': 'Load more',
  'common.loading': 'Loading',
  'offline.network': 'You are offline',
  'offline.live': 'Live connection lost, reconnecting',
  'offline.age': '· figures are {age} old',
  'age.seconds': '{n} s',
  'age.minutes': '{n} min',
  'error.title': 'This did not load',
  'error.offlineTitle': 'No connection',
  'error.reference': 'Reference {id}',
  'guest.title': 'Sign in to see this',
  'guest.text': 'Orders, coupons and messages follow your number.',
  'privacy.title': 'Before this can be used',
  'privacy.text':
    'What comes next uses your position, clipboard, picture or number. We use it only when you tap, and only to open doors, to shop and to reach you. If you refuse, browsing and scanning still work.',
  'privacy.agree': 'Agree and go on',
  'privacy.refuse': 'Not now',
  ...account,
  ...auth,
  ...bookings,
  ...changes,
  ...cart,
  ...coupons,
  ...door,
  ...help,
  ...history,
  ...inbox,
  ...me,
  ...messageSettings,
  ...orders,
  ...pay,
  ...reviews,
  ...rooms,
  ...scan,
  ...stores,
  ...visit,
  ...waiting,
  ...wallet,
  ...parts,
};
