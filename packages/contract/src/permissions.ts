/**
 * IDN-7: the one catalogue of permissions, `menu` or `menu:action`. A menu's own entry is the right to see it.
 * IDN-9: the menu tree is this catalogue's order.
 */
export const permissionCatalogue = {
  overview: [],
  desk: ['act'],
  visits: [],
  stores: ['edit', 'lockdown'],
  entities: ['edit'],
  regions: ['edit'],
  rooms: ['edit'],
  tariffs: ['edit'],
  menus: ['edit', 'serve'],
  bookings: ['edit'],
  products: ['edit'],
  listings: ['edit'],
  stock: ['adjust'],
  orders: ['refund', 'query_channel'],
  payments: [],
  balances: ['edit', 'refund'],
  members: ['edit', 'freeze', 'reveal'],
  coupons: ['edit', 'issue'],
  devices: ['edit', 'command'],
  ledger: ['verify'],
  payouts: ['request', 'approve'],
  messages: [],
  staff: ['edit', 'freeze', 'reset_password'],
  roles: ['edit'],
  audit: ['verify'],
  settings: ['edit'],
} as const;

export type Menu = keyof typeof permissionCatalogue;
export type Permission = { [M in Menu]: M | `${M}:${(typeof permissionCatalogue)[M][number]}` }[Menu];

/** Every permission, in the order of the menu tree. */
export const allPermissions: readonly Permission[] = (Object.keys(permissionCatalogue) as Menu[]).flatMap((menu) => [
  menu,
  ...permissionCatalogue[menu].map((action) => `${menu}:${action}` as Permission),
]);

export const presetRoles = [
  'platform_administrator',
  'user_administrator',
  'merchant_administrator',
  'order_administrator',
  'analyst',
  'finance',
  'operations',
  'region_manager',
  'entity_owner',
  'store_manager',
  'cashier',
  'agent',
  'auditor',
] as const;
export type PresetRole = (typeof presetRoles)[number];

const everyMenu = Object.keys(permissionCatalogue) as Menu[];
const businessReads: Permission[] = [
  'overview',
  'visits',
  'stores',
  'rooms',
  'tariffs',
  'bookings',
  'menus',
  'products',
  'listings',
  'stock',
  'orders',
  'payments',
  'members',
  'coupons',
  'devices',
  'ledger',
];
const storeWork: Permission[] = [
  ...businessReads,
  'desk',
  'desk:act',
  'stores:edit',
  'stores:lockdown',
  'rooms:edit',
  'tariffs:edit',
  'bookings:edit',
  'listings:edit',
  'menus:edit',
  'menus:serve',
  'stock:adjust',
  'orders:refund',
  'orders:query_channel',
  'devices:command',
  'messages',
];

/** IDN-17: preset roles × permissions. A cell that is not listed is a refusal. */
export const roleMatrix: Record<PresetRole, readonly Permission[]> = {
  platform_administrator: allPermissions,
  user_administrator: [
    'overview',
    'members',
    'members:edit',
    'members:freeze',
    'members:reveal',
    'staff',
    'staff:edit',
    'staff:freeze',
    'staff:reset_password',
    'roles',
    'audit',
  ],
  merchant_administrator: [
    'overview',
    'stores',
    'stores:edit',
    'stores:lockdown',
    'rooms',
    'rooms:edit',
    'tariffs',
    'tariffs:edit',
    'entities',
    'entities:edit',
    'regions',
    'menus',
    'menus:edit',
    'regions:edit',
    'products',
    'products:edit',
    'listings',
    'listings:edit',
    'devices',
  ],
  order_administrator: [
    'overview',
    'visits',
    'stores',
    'bookings',
    'products',
    'orders',
    'orders:refund',
    'orders:query_channel',
    'payments',
    'members',
    'coupons',
  ],
  analyst: ['overview', 'stores', 'products', 'listings', 'stock', 'orders', 'coupons', 'ledger'],
  finance: [
    'overview',
    'stores',
    'entities',
    'orders',
    'orders:refund',
    'orders:query_channel',
    'payments',
    'balances',
    'balances:edit',
    'balances:refund',
    'ledger',
    'ledger:verify',
    'payouts',
    'payouts:request',
    'payouts:approve',
  ],
  operations: ['overview', 'stores', 'devices', 'devices:edit', 'devices:command'],
  region_manager: [...storeWork, 'regions', 'entities', 'staff', 'payouts'],
  entity_owner: [...storeWork, 'entities', 'staff', 'payouts', 'payouts:request'],
  store_manager: [...storeWork],
  cashier: ['payments', 'members', 'orders'],
  agent: [
    'desk',
    'desk:act',
    'visits',
    'stores',
    'stores:lockdown',
    'rooms',
    'bookings',
    'bookings:edit',
    'menus',
    'menus:serve',
    'devices',
    'messages',
  ],
  auditor: [...everyMenu, 'audit:verify', 'ledger:verify'],
};

/** True when the set of permissions holds the one asked for. */
export function allows(held: Iterable<Permission>, wanted: Permission): boolean {
  for (const permission of held) if (permission === wanted) return true;
  return false;
}
