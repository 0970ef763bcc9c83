import type zhCN from './zh-CN';

const en: Record<keyof typeof zhCN, string> = {
  'paid.title': 'Payment',
  'paid.opening': 'Paid, opening the door',
  'paid.openingText': 'It opens in a moment; please go to the door.',
  'paid.unlocked': 'Unlocked, push the door',
  'paid.unlockedText': 'Paid. Push the door open and walk out.',
  'paid.open': 'Door is open',
  'paid.openText': 'Paid. Walk out, and come again.',
  'paid.stuck': 'Paid, but the lock is stuck',
  'paid.stuckText':
    'Your payment has arrived and the staff have been told. Pull the door shut, let go and try again; if it stays shut, press the release beside the door.',
  'paid.ended': 'All done',
  'paid.endedText': 'Your visit has ended and the order is completed.',
  'paid.paid': 'Paid',
  'paid.paidText': 'Your order is paid.',
  'paid.amount': 'Paid',
  'paid.state': 'Order state',
  'paid.notOpen': 'Paid, but the door did not open',
  'paid.notOpenText':
    'Your payment has arrived. Open the door again; if it stays shut, use the emergency exit below or the release beside the door.',
  'paid.late': 'Paid. Please push the door',
  'paid.lateText': 'The lock answered just now and may be open; if it is shut, open it again.',
};

export default en;
