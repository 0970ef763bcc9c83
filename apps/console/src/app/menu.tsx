import {
  AccountBookOutlined,
  ApartmentOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BankOutlined,
  BarcodeOutlined,
  CalendarOutlined,
  ClearOutlined,
  CoffeeOutlined,
  CreditCardOutlined,
  DashboardOutlined,
  FileTextOutlined,
  FundOutlined,
  GiftOutlined,
  HddOutlined,
  IdcardOutlined,
  InboxOutlined,
  KeyOutlined,
  LoginOutlined,
  MessageOutlined,
  MoneyCollectOutlined,
  ProfileOutlined,
  ProjectOutlined,
  ReconciliationOutlined,
  RollbackOutlined,
  SafetyOutlined,
  ScheduleOutlined,
  ShopOutlined,
  StarOutlined,
  TagsOutlined,
  TeamOutlined,
  WalletOutlined,
  WechatOutlined,
} from '@ant-design/icons';
import type { Permission } from '@latchkey/contract';
import { type MenuGroup, useSession, useWord } from '@latchkey/ui';
import type { ReactNode } from 'react';
import { usePlatform } from '../choices/platform.ts';
import { type ConsoleKey, useAppText } from '../texts.ts';

type Entry = { to: string; permission: Permission; icon: ReactNode; key?: ConsoleKey };
const TREE: { key: ConsoleKey; entries: Entry[] }[] = [
  {
    key: 'menu.work',
    entries: [
      { to: '/overview', permission: 'overview', icon: <DashboardOutlined /> },
      { to: '/visits', permission: 'visits', icon: <LoginOutlined /> },
      { to: '/room-calendar', permission: 'bookings', icon: <CalendarOutlined />, key: 'roomCalendar.title' },
      { to: '/booking-board', permission: 'bookings', icon: <ProjectOutlined />, key: 'bookingBoard.title' },
      { to: '/bookings', permission: 'bookings', icon: <ScheduleOutlined /> },
      { to: '/orders', permission: 'orders', icon: <ProfileOutlined /> },
      { to: '/payments', permission: 'payments', icon: <CreditCardOutlined /> },
      { to: '/refunds', permission: 'payments', icon: <RollbackOutlined />, key: 'menu.refunds' },
      { to: '/members', permission: 'members', icon: <IdcardOutlined /> },
      { to: '/reviews', permission: 'reviews', icon: <StarOutlined /> },
      { to: '/coupons', permission: 'coupons', icon: <GiftOutlined /> },
    ],
  },
  {
    key: 'menu.places',
    entries: [
      { to: '/stores', permission: 'stores', icon: <ShopOutlined /> },
      { to: '/rooms', permission: 'rooms', icon: <CoffeeOutlined /> },
      { to: '/tariffs', permission: 'tariffs', icon: <TagsOutlined /> },
      { to: '/menus', permission: 'menus', icon: <CoffeeOutlined /> },
      { to: '/cleaning', permission: 'cleaning', icon: <ClearOutlined /> },
      { to: '/devices', permission: 'devices', icon: <HddOutlined /> },
      { to: '/entities', permission: 'entities', icon: <BankOutlined /> },
      { to: '/regions', permission: 'regions', icon: <ApartmentOutlined /> },
    ],
  },
  {
    key: 'menu.goods',
    entries: [
      { to: '/products', permission: 'products', icon: <BarcodeOutlined /> },
      { to: '/listings', permission: 'listings', icon: <AppstoreOutlined /> },
      { to: '/price-reviews', permission: 'listings', icon: <AuditOutlined />, key: 'menu.priceReviews' },
      { to: '/stock', permission: 'stock', icon: <InboxOutlined /> },
    ],
  },
  {
    key: 'menu.money',
    entries: [
      { to: '/funds', permission: 'ledger', icon: <FundOutlined />, key: 'menu.funds' },
      { to: '/room-settlements', permission: 'bookings', icon: <ReconciliationOutlined />, key: 'settlements.title' },
      { to: '/statements', permission: 'ledger', icon: <FileTextOutlined />, key: 'menu.statements' },
      { to: '/balances', permission: 'balances', icon: <MoneyCollectOutlined /> },
      { to: '/ledger', permission: 'ledger', icon: <AccountBookOutlined />, key: 'menu.journals' },
      { to: '/accounts', permission: 'ledger', icon: <WalletOutlined />, key: 'menu.accounts' },
    ],
  },
  {
    key: 'menu.administration',
    entries: [
      { to: '/staff', permission: 'staff', icon: <TeamOutlined /> },
      { to: '/roles', permission: 'roles', icon: <KeyOutlined /> },
      { to: '/subscriptions', permission: 'settings', icon: <WechatOutlined />, key: 'menu.subscriptions' },
      { to: '/audit', permission: 'audit', icon: <SafetyOutlined /> },
    ],
  },
];

/** The menu tree, without what the person lacks (the server refuses it regardless). */
export function useMenu(): MenuGroup[] {
  const text = useAppText();
  const word = useWord();
  const { can } = useSession();
  const platform = usePlatform();
  const groups = TREE.map((group) => ({
    key: group.key,
    label: text(group.key),
    items: group.entries
      .filter((entry) => can(entry.permission))
      .map(({ to, permission, icon, key }) => ({ to, icon, label: key ? text(key) : word('menu', permission) })),
  })).filter((group) => group.items.length > 0);
  if (!platform?.demo) return groups;
  const sms = { to: '/development/sms', icon: <MessageOutlined />, label: text('menu.sms') };
  return [...groups, { key: 'development', label: text('menu.development'), items: [sms] }];
}
