import type { Translated } from '@latchkey/ui';
import type zhCN from './zh-CN.ts';

const en: Translated<typeof zhCN> = {
  title: 'Welcome to the console',
  lead: 'The menu on the left shows what your role may use. These are the first things to know.',
  find: {
    title: 'Press Ctrl K to find anything',
    text: 'A store, an order, a member or a device by number or name; or jump to any page.',
  },
  stores: {
    title: 'Stores: hours and the door',
    text: 'Business hours say when the store is open. Attended windows say when agents watch over the unattended store; only then can customers open the door themselves. Print the door code under Stores and put it on the door.',
  },
  goods: {
    title: 'Goods: shelf, price, stock',
    text: 'The platform creates products; you put them on your shelf and price them under Listings. A price beyond your range waits for the platform, and the old one holds until then.',
  },
  orders: {
    title: 'Orders and refunds',
    text: 'Refund a whole order, some goods or an amount; the money goes back the way it came. You choose whether goods return to the shelf.',
  },
  people: {
    title: 'Accounts for colleagues',
    text: 'Under Staff, choose the role and the stores they see. The first password is shown once and is changed at the first sign-in.',
  },
  money: {
    title: 'Every fen explained',
    text: 'The fund pool shows each store’s balance, statements how each sale was split, and both lead to the journal.',
  },
  platform: {
    title: 'Entities, regions, stores',
    text: 'Create the entity and region, then the store, then register its devices. A new store’s page lists what it still lacks.',
  },
  audit: {
    title: 'Who changed what, and when',
    text: 'The audit log keeps every change with before and after; one press proves that nobody has touched it.',
  },
};

export default en;
