import type zhCN from './zh-CN';

const en: Record<keyof typeof zhCN, string> = {
  'wallet.title': 'Balance',
  'wallet.guestText': 'Top-ups, your balance and every use of it are here.',
  'wallet.available': 'Available',
  'wallet.principal': 'Paid in',
  'wallet.gift': 'Given',
  'wallet.noPlan': 'Nothing can be topped up now; your balance works as ever.',
  'wallet.topUp': 'Top up',
  'wallet.go': 'Top up {amount}',
  'wallet.giftOf': '{gift} on top',
  'wallet.noGift': 'Nothing on top',
  'wallet.free': 'Another amount ({least} to {most})',
  'wallet.rules': 'Unused money can go back within {n} days; what you paid in is spent first, then what was given.',
  'wallet.paid': '{amount} has arrived',
  'wallet.paidGift': '{amount} has arrived, with {gift} on top',
  'wallet.again': 'Top up again',
  'wallet.statement': 'Statement',
  'wallet.after': 'Balance {amount}',
  'wallet.emptyTitle': 'Nothing has moved yet',
  'wallet.emptyText': 'Top-ups and every use are written down here.',
  'wallet.kind.top_up': 'Top-up',
  'wallet.forRoom': 'Room or table',
  'wallet.kind.spend': 'Purchase',
  'wallet.kind.refund': 'Refund of an order',
  'wallet.kind.top_up_refund': 'Top-up returned',
  'wallet.kind.merge': 'Accounts merged',
  'wallet.kind.lapse': 'Gift lapsed',
};

export default en;
