import { z } from 'zod';

/** Alerts are listed open ones first: 0 open, 1 closed; then by time and id. */
export const alertCursor = z.tuple([z.int().min(0).max(1), z.iso.datetime({ offset: true }), z.uuid()]);

/** How an alert about an opening that failed is called, or null when nobody needs to know. */
export function alertOfFailedOpening(opening: { purpose: string; state: string }): 'payment' | 'fault' | null {
  const failed = opening.state === 'rejected' || opening.state === 'timed_out' || opening.state === 'expired';
  if (!failed) return null;
  if (opening.purpose === 'exit_paid') return 'payment';
  return opening.purpose === 'entry' || opening.purpose === 're_entry' ? null : 'fault';
}
