import { allocate, basisPointsOf } from '@latchkey/pricing';
import {
  type AccountName,
  channelFees,
  channelTransit,
  couponSubsidy,
  deposits,
  memberBalance,
  memberGifts,
  type Posting,
  serviceFeeIncome,
  storeBalance,
} from './account-rules.ts';

/** What a sale is split by; fen and basis points. */
export interface SaleTerms {
  /** What the customer paid through the channel. */
  paid: number;
  /** Discounts that the platform bears: they count as paid to the store. */
  platformBorneDiscount: number;
  /** Basis points of the amount after the discounts that the store bears. */
  serviceFeeRate: number;
  channelFeeBearer: 'platform' | 'entity';
  /** What the channel keeps of `paid`. */
  channelFee: number;
}

/** Shares in fen, none negative: `store + serviceFee + channelFeeOfStore = paid + platformSubsidy`. */
export interface SaleShares {
  paid: number;
  platformSubsidy: number;
  serviceFee: number;
  store: number;
  /** The part of the channel's fee that the store's entity bears. */
  channelFeeOfStore: number;
  /** The part that the platform bears. */
  channelFeeOfPlatform: number;
}

/** LED-2: splits a sale. An entity never pays more channel fee than the sale leaves it; the platform bears the rest. */
export function splitSale(terms: SaleTerms): SaleShares {
  const { paid, platformBorneDiscount, channelFee } = terms;
  for (const amount of [paid, platformBorneDiscount, channelFee]) {
    if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('Amounts are whole fen, not negative');
  }
  if (channelFee > paid) throw new RangeError('The channel keeps no more than was paid');
  const base = paid + platformBorneDiscount;
  const serviceFee = basisPointsOf(base, terms.serviceFeeRate);
  if (serviceFee > base) throw new RangeError('The service fee is at most the whole');
  const afterFee = base - serviceFee;
  const channelFeeOfStore = terms.channelFeeBearer === 'entity' ? Math.min(channelFee, afterFee) : 0;
  return {
    paid,
    platformSubsidy: platformBorneDiscount,
    serviceFee,
    store: afterFee - channelFeeOfStore,
    channelFeeOfStore,
    channelFeeOfPlatform: channelFee - channelFeeOfStore,
  };
}

/** What is left of a sale after the shares that refunds have already reversed. */
export function remainingShares(sale: SaleShares, reversed: readonly SaleShares[]): SaleShares {
  const left = (key: keyof SaleShares) => reversed.reduce((rest, share) => rest - share[key], sale[key]);
  return {
    paid: left('paid'),
    platformSubsidy: left('platformSubsidy'),
    serviceFee: left('serviceFee'),
    store: left('store'),
    channelFeeOfStore: left('channelFeeOfStore'),
    channelFeeOfPlatform: left('channelFeeOfPlatform'),
  };
}

/**
 * LED-2: the shares that a refund takes back, in the proportion in which they are left. Because each refund works on
 * what the ones before it left over, no share goes below zero and refunding everything reverses everything exactly.
 */
export function splitRefund(left: SaleShares, amount: number): SaleShares {
  if (!Number.isSafeInteger(amount) || amount < 1) throw new RangeError('A refund is at least 1 fen');
  if (amount > left.paid) throw new RangeError('A refund is at most what is left of the payment');
  const proportion = (share: number): number => allocate(share, [amount, left.paid - amount])[0] ?? 0;
  const platformSubsidy = proportion(left.platformSubsidy);
  const weights = [left.store, left.serviceFee, left.channelFeeOfStore];
  const [store = 0, serviceFee = 0, channelFeeOfStore = 0] = allocate(amount + platformSubsidy, weights);
  return {
    paid: amount,
    platformSubsidy,
    serviceFee,
    store,
    channelFeeOfStore,
    channelFeeOfPlatform: proportion(left.channelFeeOfPlatform),
  };
}

/** PAY-11: a part of a payment from stored balance, by the entity that issued it. Fen. */
export interface BalancePart {
  entityId: string;
  principal: number;
  gift: number;
}

/** What came in for a sale: money at the channel, or debts to the member that are paid off. */
function tender(shares: SaleShares, place: SharePlace): { account: AccountName; amount: number }[] {
  if (place.depositOf !== null) {
    // The whole fee was booked when the money came in; what the store bears of it is taken off there.
    const channelFee = shares.channelFeeOfStore + shares.channelFeeOfPlatform;
    return [
      { account: deposits(place.depositOf), amount: shares.paid },
      { account: channelFees, amount: -channelFee },
    ];
  }
  if (place.balance === null) {
    const channelFee = shares.channelFeeOfStore + shares.channelFeeOfPlatform;
    return [{ account: channelTransit(place.channel), amount: shares.paid - channelFee }];
  }
  const total = place.balance.reduce((sum, part) => sum + part.principal + part.gift, 0);
  if (total !== shares.paid) throw new RangeError('The parts of a payment from balance sum to what was paid');
  return place.balance.flatMap((part) => [
    { account: memberBalance(part.entityId), amount: part.principal },
    { account: memberGifts(part.entityId), amount: part.gift },
  ]);
}

export interface SharePlace {
  channel: string;
  storeId: string;
  /** The parts of a payment from stored balance; null for a channel's money. */
  balance: readonly BalancePart[] | null;
  /** The entity whose held deposits pay; null for a payment of its own. */
  depositOf: string | null;
}

/** The postings of a sale (direction 1) or of the reversal of a part of it (direction -1). Debits are positive. */
export function sharePostings(shares: SaleShares, place: SharePlace, direction: 1 | -1): Posting[] {
  const postings: Posting[] = [
    ...tender(shares, place).map(({ account, amount }) => ({ account, amount: direction * amount })),
    { account: channelFees, amount: direction * shares.channelFeeOfPlatform },
    { account: couponSubsidy, amount: direction * shares.platformSubsidy },
    { account: serviceFeeIncome, amount: -direction * shares.serviceFee },
    { account: storeBalance(place.storeId), amount: -direction * shares.store },
  ];
  return postings.filter((posting) => posting.amount !== 0);
}
