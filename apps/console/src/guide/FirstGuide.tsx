import {
  BarcodeOutlined,
  FundOutlined,
  ProfileOutlined,
  SafetyOutlined,
  SearchOutlined,
  ShopOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { Permission } from '@latchkey/contract';
import { StaffGuide, useSession } from '@latchkey/ui';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAppText } from '../texts.ts';

type Step = 'find' | 'platform' | 'stores' | 'goods' | 'orders' | 'people' | 'money' | 'audit';
const STEPS: readonly { key: Step; icon: ReactNode; to: string | null; permission: Permission | null }[] = [
  { key: 'platform', icon: <ShopOutlined />, to: '/entities', permission: 'entities:edit' },
  { key: 'stores', icon: <ShopOutlined />, to: '/stores', permission: 'stores:edit' },
  { key: 'goods', icon: <BarcodeOutlined />, to: '/listings', permission: 'listings:edit' },
  { key: 'orders', icon: <ProfileOutlined />, to: '/orders', permission: 'orders:refund' },
  { key: 'people', icon: <TeamOutlined />, to: '/staff', permission: 'staff:edit' },
  { key: 'money', icon: <FundOutlined />, to: '/funds', permission: 'ledger' },
  { key: 'audit', icon: <SafetyOutlined />, to: '/audit', permission: 'audit:verify' },
  { key: 'find', icon: <SearchOutlined />, to: null, permission: null },
];
const MOST = 6;

/** UX-11: what somebody of this role does first, by what the role may do. */
export function FirstGuide() {
  const text = useAppText();
  const { can } = useSession();
  const navigate = useNavigate();
  const mine = STEPS.filter(({ permission }) => permission === null || can(permission));
  // Finding things is everybody's, and stays in however long the list is.
  const shown = [...mine.slice(0, -1).slice(0, MOST - 1), ...mine.slice(-1)];
  const steps = shown.map(({ key, icon, to }) => ({
    key,
    icon,
    title: text(`guide.${key}.title`),
    text: text(`guide.${key}.text`),
    ...(to === null ? {} : { go: () => void navigate({ to }) }),
  }));
  return <StaffGuide guide="console" title={text('guide.title')} lead={text('guide.lead')} steps={steps} />;
}
