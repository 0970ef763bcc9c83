import { StatusTag, type Tone } from '../parts/StatusTag.tsx';
import { useWord } from './use-word.ts';
import type { WordKind } from './vocabulary.ts';

const TONES: { readonly [K in WordKind]?: Readonly<Record<string, Tone>> } = {
  availability: { open: 'ok', full: 'live', lockdown: 'danger', offline: 'danger' },
  booking: { held: 'info', confirmed: 'ok', in_use: 'live', no_show: 'danger' },
  cleaning: { open: 'live', taken: 'info', done: 'ok', blocked: 'danger' },
  bookingChargeState: { awaiting_payment: 'live', paid: 'ok', owed: 'danger' },
  power: { on: 'live', warned: 'live', dimmed: 'live', grace: 'live' },
  room: { open: 'ok', closed: 'live' },
  caseKind: { unpaid: 'danger', sensor_fault: 'live', lost_contact: 'live' },
  code: { frozen_member: 'danger', frozen_refused: 'danger', abnormal_member: 'danger' },
  connectivity: { online: 'ok', offline: 'danger' },
  command: { acknowledged: 'ok', queued: 'live', sent: 'live', rejected: 'danger', timed_out: 'danger' },
  couponBatch: { running: 'ok', draft: 'info', stopped: 'live' },
  device: { normal: 'ok', abnormal: 'danger' },
  member: { normal: 'ok', frozen: 'danger', abnormal: 'danger' },
  opening: {
    opened: 'ok',
    acknowledged: 'live',
    sent: 'live',
    requested: 'live',
    rejected: 'danger',
    timed_out: 'danger',
    failed: 'danger',
    expired: 'danger',
  },
  order: { pending_payment: 'live', paid: 'ok', completed: 'ok', partially_refunded: 'info', refunded: 'info' },
  outcome: { waiting: 'live', succeeded: 'ok', failed: 'danger' },
  payment: { succeeded: 'ok', awaiting_payer: 'live', requesting: 'live', failed: 'danger' },
  review: { shown: 'ok', hidden: 'danger' },
  priceReview: { pending: 'live', approved: 'ok', rejected: 'danger' },
  exportState: { waiting: 'live', running: 'live', done: 'ok', failed: 'danger' },
  refund: { succeeded: 'ok', processing: 'live', requesting: 'live', failed: 'danger' },
  shelf: { on: 'ok' },
  staff: { active: 'ok', frozen: 'danger' },
  store: { open: 'ok', abnormal: 'danger', suspended: 'danger' },
  visit: { entering: 'live', inside: 'live', leaving: 'live', timed_out: 'danger', abnormal: 'danger' },
  visitFlag: {
    abnormal_member: 'danger',
    emergency: 'danger',
    help: 'danger',
    exit_requested: 'live',
    first_visit: 'info',
    overstay: 'live',
    tailgating: 'danger',
    unpaid_cart: 'danger',
    lost_contact: 'live',
  },
};

export function toneOf(kind: WordKind, value: string): Tone {
  return TONES[kind]?.[value] ?? 'neutral';
}

/** A contract state as a tag in its word and tone. */
export function StateTag(props: { kind: WordKind; value: string }) {
  const word = useWord();
  return <StatusTag tone={toneOf(props.kind, props.value)}>{word(props.kind, props.value)}</StatusTag>;
}
