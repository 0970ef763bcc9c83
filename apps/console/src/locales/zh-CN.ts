import bookingParts from '../booking-parts/locales/zh-CN.ts';
import audit from '../features/audit/locales/zh-CN.ts';
import balances from '../features/balances/locales/zh-CN.ts';
import bookingBoard from '../features/booking-board/locales/zh-CN.ts';
import bookings from '../features/bookings/locales/zh-CN.ts';
import cleaning from '../features/cleaning/locales/zh-CN.ts';
import coupons from '../features/coupons/locales/zh-CN.ts';
import sms from '../features/development/locales/zh-CN.ts';
import devices from '../features/devices/locales/zh-CN.ts';
import entities from '../features/entities/locales/zh-CN.ts';
import exportsPage from '../features/exports/locales/zh-CN.ts';
import ledger from '../features/ledger/locales/zh-CN.ts';
import listings from '../features/listings/locales/zh-CN.ts';
import members from '../features/members/locales/zh-CN.ts';
import menus from '../features/menus/locales/zh-CN.ts';
import orders from '../features/orders/locales/zh-CN.ts';
import overview from '../features/overview/locales/zh-CN.ts';
import payments from '../features/payments/locales/zh-CN.ts';
import priceReviews from '../features/price-reviews/locales/zh-CN.ts';
import products from '../features/products/locales/zh-CN.ts';
import regions from '../features/regions/locales/zh-CN.ts';
import reviews from '../features/reviews/locales/zh-CN.ts';
import roles from '../features/roles/locales/zh-CN.ts';
import roomCalendar from '../features/room-calendar/locales/zh-CN.ts';
import rooms from '../features/rooms/locales/zh-CN.ts';
import settlements from '../features/settlements/locales/zh-CN.ts';
import staff from '../features/staff/locales/zh-CN.ts';
import stock from '../features/stock/locales/zh-CN.ts';
import stores from '../features/stores/locales/zh-CN.ts';
import subscriptions from '../features/subscriptions/locales/zh-CN.ts';
import tariffs from '../features/tariffs/locales/zh-CN.ts';
import visits from '../features/visits/locales/zh-CN.ts';
import guide from '../guide/locales/zh-CN.ts';
import pictures from '../pictures/locales/zh-CN.ts';
import signIns from '../sign-ins/locales/zh-CN.ts';

const zhCN = {
  app: {
    product: '管理后台',
    noMenuTitle: '你的账号还没有任何菜单',
    noMenuHint: '请联系管理员为你分配角色。',
  },
  menu: {
    work: '经营',
    places: '门店与设备',
    goods: '商品',
    money: '资金',
    administration: '管理',
    development: '演示工具',
    journals: '账务流水',
    accounts: '资金账户',
    funds: '资金池',
    statements: '对账单',
    refunds: '退款',
    priceReviews: '价格审核',
    subscriptions: '微信订阅消息',
    sms: '短信收件箱',
  },
  fields: {
    store: '门店',
    member: '会员',
    entity: '主体',
    region: '区域',
    state: '状态',
    channel: '渠道',
    period: '时间',
    phone: '手机号',
    amount: '金额',
    reason: '原因',
    reasonRequired: '请写明原因',
    required: '必填',
    createdAt: '创建时间',
    updatedAt: '更新时间',
    at: '时间',
    by: '操作人',
    actions: '操作',
    edit: '编辑',
    save: '保存',
    saved: '已保存',
    cancel: '取消',
    yes: '是',
    no: '否',
    keptSafe: '我已保存好',
  },
  overview,
  orders,
  visits,
  payments,
  members,
  balances,
  cleaning,
  coupons,
  reviews,
  guide,
  subscriptions,
  pictures,
  signIns,
  stores,
  devices,
  products,
  listings,
  stock,
  entities,
  regions,
  ledger,
  staff,
  roles,
  audit,
  exportsPage,
  priceReviews,
  sms,
  menus,
  tariffs,
  rooms,
  roomCalendar,
  bookings,
  settlements,
  bookingBoard,
  bookingParts,
} as const;

export default zhCN;
