import account from '../features/account/locales/zh-TW.ts';
import auth from '../features/auth/locales/zh-TW.ts';
import changes from '../features/bookings/changes/locales/zh-TW.ts';
import bookings from '../features/bookings/locales/zh-TW.ts';
import cart from '../features/cart/locales/zh-TW.ts';
import coupons from '../features/coupons/locales/zh-TW.ts';
import door from '../features/door/locales/zh-TW.ts';
import help from '../features/help/locales/zh-TW.ts';
import history from '../features/history/locales/zh-TW.ts';
import inbox from '../features/inbox/locales/zh-TW.ts';
import me from '../features/me/locales/zh-TW.ts';
import messageSettings from '../features/message-settings/locales/zh-TW.ts';
import orders from '../features/orders/locales/zh-TW.ts';
import pay from '../features/pay/locales/zh-TW.ts';
import reviews from '../features/reviews/locales/zh-TW.ts';
import rooms from '../features/rooms/locales/zh-TW.ts';
import scan from '../features/scan/locales/zh-TW.ts';
import stores from '../features/stores/locales/zh-TW.ts';
import visit from '../features/visit/locales/zh-TW.ts';
import waiting from '../features/waiting/locales/zh-TW.ts';
import wallet from '../features/wallet/locales/zh-TW.ts';
import type { Messages } from '../i18n/messages';
import parts from '../parts/locales/zh-TW.ts';

export const zhTW: Messages = {
  'app.name': 'Latchkey',
  'nav.label': '主導覽',
  'nav.back': '返回',
  'nav.home': '進店',
  'nav.orders': '訂單',
  'nav.me': '我的',
  'common.retry': '重試',
  'common.close': '關閉',
  'common.cancel': '取消',
  'common.save': '儲存',
  'common.more': '載入更多',
  'common.loading': '正在載入',
  'offline.network': '網路已斷開',
  'offline.live': '即時連線中斷，正在重連',
  'offline.age': '· 資料更新於 {age}前',
  'age.seconds': '{n} 秒',
  'age.minutes': '{n} 分鐘',
  'error.title': '沒能載入',
  'error.offlineTitle': '網路不通',
  'error.reference': '編號 {id}',
  'guest.title': '登入後查看',
  'guest.text': '訂單、優惠券和訊息都跟著您的手機號走。',
  'privacy.title': '使用前，請先確認',
  'privacy.text':
    '接下來的功能會用到您的位置、剪貼簿、頭像或手機號中的一項。我們只在您點擊時使用，只用於開門、購物和聯絡您。拒絕也可以繼續逛店和掃碼。',
  'privacy.agree': '同意並繼續',
  'privacy.refuse': '暫不同意',
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
