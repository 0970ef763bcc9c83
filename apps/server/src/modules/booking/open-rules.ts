import type { OpenLimit } from '@latchkey/contract';

/** A deposit of which a part may be used up or given back. Fen. */
export interface Deposit {
  id: string;
  amount: number;
  refunded: number;
  refunding: number;
  consumed: number;
  /** What the channel kept of it. */
  channelFee: number;
}

export const restOf = ({ amount, refunded, refunding, consumed }: Deposit): number =>
  amount - refunded - refunding - consumed;

export const heldIn = (deposits: readonly Deposit[]): number =>
  deposits.reduce((sum, deposit) => sum + restOf(deposit), 0);

/** How much of each deposit an amount uses up, the oldest first. What they do not hold is left over. */
export function consume(deposits: readonly Deposit[], amount: number): { id: string; amount: number; fee: number }[] {
  let left = amount;
  return deposits.flatMap((deposit) => {
    const part = Math.min(left, restOf(deposit));
    if (part <= 0) return [];
    left -= part;
    const fee = feeShare(deposit, deposit.consumed + part) - feeShare(deposit, deposit.consumed);
    return [{ id: deposit.id, amount: part, fee }];
  });
}

/** The channel's fee goes with the money: what is used up bears its share, and what goes back takes its share along. */
export const feeShare = ({ amount, channelFee }: Pick<Deposit, 'amount' | 'channelFee'>, part: number): number =>
  amount === 0 ? 0 : Math.floor((channelFee * part) / amount);

/** The fee that the channel gives back with a further part of a deposit. */
export const feeBack = (deposit: Pick<Deposit, 'amount' | 'channelFee' | 'refunded'>, part: number): number =>
  feeShare(deposit, deposit.amount - deposit.refunded) - feeShare(deposit, deposit.amount - deposit.refunded - part);

export interface OpenBounds {
  startedAt: Date;
  now: Date;
  /** The end of the opening hours that the session began in. */
  closing: Date;
  /** When the next use of the room begins, less this room's cleaning; null where none is known. */
  next: Date | null;
  /** Minutes. */
  horizon: number;
  maximum: number;
}

export interface OpenEnd {
  at: Date;
  by: OpenLimit;
}

/** BKG-15: how far a session may keep its room, as things are: what comes first, the hardest reason where two coincide. */
export function openBound({ startedAt, now, closing, next, horizon, maximum }: OpenBounds): OpenEnd {
  const MINUTE = 60_000;
  const ends: OpenEnd[] = [
    ...(next === null ? [] : [{ at: next, by: 'next_booking' as const }]),
    { at: closing, by: 'closing' },
    { at: new Date(startedAt.getTime() + maximum * MINUTE), by: 'maximum' },
    { at: new Date(now.getTime() + horizon * MINUTE), by: 'horizon' },
  ];
  return ends.reduce((first, end) => (end.at < first.at ? end : first));
}

/** The end that holds: the deposit's where it comes before the room's. */
export const endOf = (bound: OpenEnd, affordable: Date | null): OpenEnd =>
  affordable !== null && affordable < bound.at ? { at: affordable, by: 'deposit' } : bound;
