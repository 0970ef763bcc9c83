import type { Terms } from './api.ts';
import { freshId } from './use-parts.ts';

type Overtime = NonNullable<Terms['overtime']>;

/** Terms as form fields hold them; percentages as people say them. */
export interface TermsDraft {
  place: { where: 'store' | 'kinds' | 'rooms'; roomIds?: string[]; roomKindIds?: Terms['roomKindIds'] };
  minimumCharge: number | null;
  dayCap: number | null;
  people: boolean;
  included: number;
  personPrice: number | null;
  personUnit: number | null;
  overtime: boolean;
  grace: number;
  unit: number;
  byRate: boolean;
  unitPrice: number | null;
  rate: number;
  overtimeCap: number | null;
  fee: 'none' | 'fixed' | 'percentage';
  feeAmount: number | null;
  feeRate: number;
  renews: boolean;
  go: boolean;
  goMode: 'hourly' | 'segmented';
  deposit: number | null;
}

const usual = {
  ...{ people: false, included: 4, personPrice: null, personUnit: null, overtime: false, grace: 10, unit: 30 },
  ...{
    byRate: false,
    unitPrice: null,
    rate: 100,
    overtimeCap: null,
    fee: 'none' as const,
    feeAmount: null,
    feeRate: 10,
  },
  ...{ renews: false, go: false, goMode: 'segmented' as const, deposit: null, minimumCharge: null, dayCap: null },
};

export function draftOfTerms(terms: Terms | undefined): TermsDraft {
  if (!terms) return { ...usual, place: { where: 'store' } };
  const { roomIds, roomKindIds, minimumCharge, dayCap, extraPeople, overtime, payAsYouGo } = terms;
  const where = roomIds.length > 0 ? 'rooms' : roomKindIds.length > 0 ? 'kinds' : 'store';
  return {
    ...usual,
    ...{ place: { where, roomIds, roomKindIds }, minimumCharge, dayCap },
    ...(extraPeople && {
      ...{ people: true, included: extraPeople.included },
      ...{ personPrice: extraPeople.price, personUnit: extraPeople.unitMinutes },
    }),
    ...(overtime && overtimeFields(overtime)),
    ...(payAsYouGo && { go: true, goMode: payAsYouGo.mode, deposit: payAsYouGo.deposit }),
  };
}

function overtimeFields(overtime: Overtime) {
  const { graceMinutes, unitMinutes, unitPrice, rateBasisPoints, cap, serviceFee, renewsByItself } = overtime;
  return {
    ...{ overtime: true, grace: graceMinutes, unit: unitMinutes, unitPrice, overtimeCap: cap, renews: renewsByItself },
    ...{ byRate: unitPrice === null, rate: rateBasisPoints / 100, fee: serviceFee?.kind ?? ('none' as const) },
    feeAmount: serviceFee?.kind === 'fixed' ? serviceFee.amount : null,
    feeRate: serviceFee?.kind === 'percentage' ? serviceFee.basisPoints / 100 : usual.feeRate,
  };
}

export function termsOfDraft(draft: TermsDraft, id: string | undefined): Terms {
  const { place, minimumCharge, dayCap, personUnit } = draft;
  return {
    id: id ?? freshId(),
    roomIds: place.where === 'rooms' ? (place.roomIds ?? []) : [],
    roomKindIds: place.where === 'kinds' ? (place.roomKindIds ?? []) : [],
    minimumCharge: minimumCharge ?? null,
    dayCap: dayCap ?? null,
    extraPeople: draft.people
      ? { included: draft.included ?? 0, price: draft.personPrice ?? 0, unitMinutes: personUnit ?? null }
      : null,
    overtime: draft.overtime ? overtimeOf(draft) : null,
    payAsYouGo: draft.go ? { mode: draft.goMode, deposit: draft.deposit ?? 0 } : null,
  };
}

function overtimeOf(draft: TermsDraft): Overtime {
  return {
    graceMinutes: draft.grace ?? 0,
    unitMinutes: draft.unit ?? 30,
    unitPrice: draft.byRate ? null : (draft.unitPrice ?? 0),
    rateBasisPoints: Math.round((draft.rate ?? 100) * 100),
    cap: draft.overtimeCap ?? null,
    serviceFee: feeOf(draft),
    renewsByItself: draft.renews ?? false,
  };
}

function feeOf({ fee, feeAmount, feeRate }: TermsDraft): Overtime['serviceFee'] {
  if (fee === 'fixed') return { kind: 'fixed', amount: feeAmount ?? 0 };
  return fee === 'percentage' ? { kind: 'percentage', basisPoints: Math.round((feeRate ?? 0) * 100) } : null;
}
