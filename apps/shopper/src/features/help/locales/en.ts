import type zhCN from './zh-CN';

const en: Record<keyof typeof zhCN, string> = {
  'helpPage.title': 'Help and support',
  'helpPage.insideTitle': 'You are in a store now',
  'helpPage.insideText':
    'Support can be called at the top right of your visit; they answer by the loudspeaker or by phone. The emergency exit is there too.',
  'helpPage.guideText': 'Take, scan, pay, leave: four steps',
  'helpPage.toVisit': 'Back to the visit',
  'helpPage.aboutOrder': 'Please have the order number at hand',
  'helpPage.copy': 'Copy',
  'helpPage.call': 'Call {store}',
  'helpPage.questions': 'Questions people ask',
  'helpPage.door.q': 'How do I open the door?',
  'helpPage.door.a':
    'Scan the code on the door, or pick the store on the first page, and tap “Open”. The first time needs a sign-in and your phone number. When it clicks, push within 8 seconds.',
  'helpPage.stuck.q': 'The door stays shut. What now?',
  'helpPage.stuck.a':
    'The screen says why and what to do; a door that stays shut costs nothing. Inside, the emergency exit or the release beside the door opens at any time, without power or network too.',
  'helpPage.barcode.q': 'A barcode does not scan?',
  'helpPage.barcode.a':
    'Type the digits below it, or call support. Without a network scan anyway: the piece is added when you are online again.',
  'helpPage.pay.q': 'A payment failed. Can I be charged twice?',
  'helpPage.pay.a':
    'No. Only the payment channel’s answer counts. Pay again or another way; anything paid twice goes back the same way.',
  'helpPage.leave.q': 'How do I leave without buying?',
  'helpPage.leave.a':
    'Tap “Leave without buying” on your visit. Put the goods back; support takes a look and opens, usually within a minute.',
  'helpPage.refund.q': 'How do I get a refund?',
  'helpPage.refund.a':
    'Open the order, tap “A question about this order” and tell support its number. Refunds go back the way you paid; the order shows how far they are.',
  'helpPage.coupon.q': 'How do coupons work?',
  'helpPage.coupon.a': 'The best one is chosen by itself at checkout; you can change it in the cart or use none.',
  'helpPage.privacy.q': 'What about my data?',
  'helpPage.privacy.a':
    'Under “Me · Account and privacy” you can see sign-ins, export your data, withdraw consent or delete the account.',
};

export default en;
