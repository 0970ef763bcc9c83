import type { PresetRole, ScopeKind } from '@latchkey/contract';

export interface DemoStaff {
  loginName: string;
  name: string;
  role: PresetRole;
  scope: ScopeKind;
  /** Indexes into the demo's regions, entities or stores, by the kind of scope. */
  scopeOf: readonly number[];
  app: 'console' | 'agent';
}

/** One account at least for each preset role. */
export const demoStaff: readonly DemoStaff[] = [
  { loginName: 'admin', name: '周明远', role: 'platform_administrator', scope: 'all', scopeOf: [], app: 'console' },
  { loginName: 'users', name: '林晓雯', role: 'user_administrator', scope: 'all', scopeOf: [], app: 'console' },
  { loginName: 'merchants', name: '何志强', role: 'merchant_administrator', scope: 'all', scopeOf: [], app: 'console' },
  { loginName: 'orders', name: '沈佳怡', role: 'order_administrator', scope: 'all', scopeOf: [], app: 'console' },
  { loginName: 'analyst', name: '顾思源', role: 'analyst', scope: 'all', scopeOf: [], app: 'console' },
  { loginName: 'finance', name: '许文静', role: 'finance', scope: 'all', scopeOf: [], app: 'console' },
  { loginName: 'operations', name: '邓海波', role: 'operations', scope: 'all', scopeOf: [], app: 'console' },
  { loginName: 'region-east', name: '陆建国', role: 'region_manager', scope: 'region', scopeOf: [1], app: 'console' },
  { loginName: 'owner', name: '方雅琴', role: 'entity_owner', scope: 'entity', scopeOf: [0], app: 'console' },
  { loginName: 'manager', name: '唐小燕', role: 'store_manager', scope: 'stores', scopeOf: [0], app: 'console' },
  { loginName: 'manager-rooms', name: '吴伟', role: 'store_manager', scope: 'stores', scopeOf: [5], app: 'console' },
  { loginName: 'cashier', name: '孙丽', role: 'cashier', scope: 'stores', scopeOf: [0], app: 'console' },
  { loginName: 'agent', name: '赵一鸣', role: 'agent', scope: 'own', scopeOf: [0, 1, 2, 3], app: 'agent' },
  { loginName: 'agent-2', name: '钱多多', role: 'agent', scope: 'own', scopeOf: [4, 5, 6, 7], app: 'agent' },
  { loginName: 'auditor', name: '郑守成', role: 'auditor', scope: 'all', scopeOf: [], app: 'console' },
];

export interface DemoMember {
  phone: string;
  name: string;
  /** Index of the store where the member mostly goes. */
  home: number;
  /** Visits in a week, on average. */
  visitsPerWeek: number;
}

const names =
  '王秀英 李娜 张伟 刘洋 陈静 杨帆 黄磊 赵敏 周杰 吴倩 徐鹏 孙悦 马超 朱琳 胡军 郭婷 何俊 高洁 林峰 罗丹 梁宇 宋佳 郑凯 谢雨 韩雪 唐亮 冯玲 于航 董梅 萧然 程诺 曹颖 袁浩 邓芸 许诺 傅冬 沈默 曾黎 彭飞 吕萌'.split(
    ' ',
  );

/** Forty members. The numbers are from a block that no operator gives to people. */
export const demoMembers: readonly DemoMember[] = names.map((name, index) => ({
  phone: `1980000${String(1001 + index * 7).padStart(4, '0')}`,
  name,
  home: [0, 0, 1, 1, 2, 3, 4, 0][index % 8] ?? 0,
  visitsPerWeek: [0.5, 1, 1.5, 2, 0.7][index % 5] ?? 1,
}));
