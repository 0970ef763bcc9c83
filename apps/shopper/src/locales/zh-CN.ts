import account from '../features/account/locales/zh-CN.ts';
import auth from '../features/auth/locales/zh-CN.ts';
import changes from '../features/bookings/changes/locales/zh-CN.ts';
import bookings from '../features/bookings/locales/zh-CN.ts';
import cart from '../features/cart/locales/zh-CN.ts';
import coupons from '../features/coupons/locales/zh-CN.ts';
import door from '../features/door/locales/zh-CN.ts';
import help from '../features/help/locales/zh-CN.ts';
import history from '../features/history/locales/zh-CN.ts';
import inbox from '../features/inbox/locales/zh-CN.ts';
import me from '../features/me/locales/zh-CN.ts';
import messageSettings from '../features/message-settings/locales/zh-CN.ts';
import orders from '../features/orders/locales/zh-CN.ts';
import pay from '../features/pay/locales/zh-CN.ts';
import reviews from '../features/reviews/locales/zh-CN.ts';
import rooms from '../features/rooms/locales/zh-CN.ts';
import scan from '../features/scan/locales/zh-CN.ts';
import stores from '../features/stores/locales/zh-CN.ts';
import visit from '../features/visit/locales/zh-CN.ts';
import waiting from '../features/waiting/locales/zh-CN.ts';
import wallet from '../features/wallet/locales/zh-CN.ts';
import parts from '../parts/locales/zh-CN.ts';

/** 简体中文: the default, and the list of keys that the others must have. Each feature keeps its own texts. */
export const zhCN = {
  'app.name': 'Latchkey',
  'nav.label': '主导航',
  'nav.back': '返回',
  'nav.home': '进店',
  'nav.orders': '订单',
  'nav.me': '我的',
  'common.retry': '重试',
  'common.close': '关闭',
  'common.cancel': '取消',
  'common.save': '保存',
  'common.more': '加载更多',
  'common.loading': '正在加载',
  'offline.network': '网络已断开',
  'offline.live': '实时连接中断，正在重连',
  'offline.age': '· 数据更新于 {age}前',
  'age.seconds': '{n} 秒',
  'age.minutes': '{n} 分钟',
  'error.title': '没能加载出来',
  'error.offlineTitle': '网络不通',
  'error.reference': '编号 {id}',
  'guest.title': '登录后查看',
  'guest.text': '订单、优惠券和消息都跟着您的手机号走。',
  'privacy.title': '使用前，请先确认',
  'privacy.text':
    '接下来的功能会用到您的位置、剪贴板、头像或手机号中的一项。我们只在您点击时使用，只用于开门、购物和联系您。拒绝也可以继续逛店和扫码。',
  'privacy.agree': '同意并继续',
  'privacy.refuse': '暂不同意',
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
} as const;
