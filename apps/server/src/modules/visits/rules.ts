import type { CaseDecision, CaseKind, ErrorCode, OpeningPurpose, VisitEnding, VisitState } from '@latchkey/contract';

/** Milliseconds an opening command may live (VIS-14). */
export const OPENING_LIFE_MS = 10_000;
/** Milliseconds a released lock waits for somebody to open the door. */
export const HOLD_MS = 8_000;
/** Milliseconds after the hold in which the news of an opening may still be on its way. */
export const UNUSED_GRACE_MS = 4_000;
/** Minutes inside after which a visit becomes a case for an agent (VIS-17). */
export const OVERSTAY_MINUTES = 120;
/** Minutes after which a visit whose customer is said to be inside asks for a decision again. */
export const ASK_AGAIN_MINUTES = 60;
/** Minutes after which a visit that nobody resolved ends as timed out. */
export const TIME_OUT_MINUTES = 720;

/** Full years from which a store for adults admits. */
export const ADULT_YEARS = 18;

/** Full years on a day; both as `YYYY-MM-DD`. Somebody born on 29 February has the birthday on 1 March in other years. */
export function fullYears(bornOn: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return today.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** Everything that decides whether a member may come in. Distances in metres. */
export interface EntryFacts {
  store: {
    id: string;
    state: string;
    lockdown: boolean;
    openNow: boolean;
    attendedNow: boolean;
    hoursText: string;
    attendedText: string;
    capacity: number | null;
    ageRestricted: boolean;
    proximityMetres: number | null;
  };
  member: {
    state: string;
    consented: boolean;
    phoneVerified: boolean;
    /** In full years by the store's calendar; null when nobody knows, or when the store does not ask. */
    age: number | null;
    owesOrder: string | null;
  };
  /** The member's open visit, wherever it is. */
  visit: { storeId: string; storeName: string } | null;
  /** Visits and openings on their way that fill the store now. */
  occupancy: number;
  door: { online: boolean } | null;
  /** From the store's position; null when the phone gave none. */
  distance: number | null;
}

export interface Refusal {
  code: ErrorCode;
  data: Record<string, unknown>;
}

export type EntryDecision = { admit: true; purpose: 'entry' | 're_entry' } | { admit: false; refusal: Refusal };

/**
 * VIS-2: the first reason that refuses, the store's own first, because binding a phone or paying would not help there.
 * VIS-19: a member whose visit is open here rejoins it, unless frozen meanwhile.
 */
export function decideEntry(facts: EntryFacts): EntryDecision {
  const rejoins = facts.visit?.storeId === facts.store.id;
  const refusal =
    storeRefusal(facts) ??
    memberRefusal(facts, rejoins) ??
    (rejoins ? null : roomRefusal(facts)) ??
    placeRefusal(facts);
  if (refusal) return { admit: false, refusal };
  return { admit: true, purpose: rejoins ? 're_entry' : 'entry' };
}

const refuse = (code: ErrorCode, data: Record<string, unknown> = {}): Refusal => ({ code, data });

function storeRefusal({ store }: EntryFacts): Refusal | null {
  if (store.state === 'suspended') return refuse('store_suspended');
  if (store.lockdown) return refuse('store_locked_down');
  if (!store.openNow) return refuse('store_closed', { hours: store.hoursText });
  if (!store.attendedNow) return refuse('outside_attended_window', { hours: store.attendedText });
  return null;
}

function memberRefusal({ member, visit, store }: EntryFacts, rejoins: boolean): Refusal | null {
  if (member.state === 'frozen') return refuse('member_frozen');
  if (!member.consented) return refuse('consent_required');
  if (!member.phoneVerified) return refuse('phone_not_verified');
  if (store.ageRestricted && member.age === null) return refuse('age_unknown');
  if (store.ageRestricted && (member.age ?? 0) < ADULT_YEARS) return refuse('age_restricted');
  if (rejoins) return null;
  if (visit) return refuse('visit_open_elsewhere', { store: visit.storeName });
  return member.owesOrder === null ? null : refuse('unpaid_order', { orderId: member.owesOrder });
}

function roomRefusal({ store, occupancy }: EntryFacts): Refusal | null {
  return store.capacity !== null && occupancy >= store.capacity
    ? refuse('store_full', { capacity: store.capacity })
    : null;
}

function placeRefusal({ store, distance, door }: EntryFacts): Refusal | null {
  if (store.proximityMetres !== null && (distance === null || distance > store.proximityMetres)) {
    return refuse('too_far_away', { distance: distance ?? '?' });
  }
  return door?.online ? null : refuse('device_offline');
}

interface Position {
  longitude: number;
  latitude: number;
}

/** Metres between two positions on a sphere (haversine, mean earth radius 6,371,009 m). */
export function metresBetween(a: Position, b: Position): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const latitude = radians(b.latitude - a.latitude);
  const longitude = radians(b.longitude - a.longitude);
  const h =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(longitude / 2) ** 2;
  return Math.round(2 * 6_371_009 * Math.asin(Math.min(1, Math.sqrt(h))));
}

/** What the door controller is told about who wants to pass. */
export function unlockReason(purpose: OpeningPurpose): 'entry' | 'exit' | 'agent' | 'emergency' {
  if (purpose === 'entry' || purpose === 're_entry') return 'entry';
  if (purpose === 'agent' || purpose === 'emergency') return purpose;
  return 'exit';
}

export const isExit = (purpose: OpeningPurpose): boolean => purpose === 'emergency' || purpose.startsWith('exit_');

export const isOpen = (state: VisitState): boolean => state === 'entering' || state === 'inside' || state === 'leaving';

/** How a visit ends whose member went out: by what was bought, and by which way out. */
export function endingOf(facts: { paid: boolean; purpose: OpeningPurpose; unpaidLines: number; button: boolean }): {
  state: 'ended' | 'abnormal';
  ending: VisitEnding;
} {
  if (facts.button && facts.unpaidLines > 0) return { state: 'abnormal', ending: 'abnormal' };
  if (facts.paid) return { state: 'ended', ending: 'purchase' };
  if (facts.purpose === 'emergency') return { state: 'ended', ending: 'emergency' };
  return { state: 'ended', ending: 'no_purchase' };
}

export type NextStep = 'wait_for_door' | 'scan' | 'pay' | 'leave' | 'wait_for_agent' | 'walk_out' | 'none';

export interface StepFacts {
  state: VisitState;
  paid: boolean;
  exitRequested: boolean;
  cartLines: number;
  unpaidOrder: boolean;
  /** The newest opening of the visit. */
  opening: { purpose: OpeningPurpose; state: string } | null;
}

/** The one thing a customer can do next. */
export function nextStep(facts: StepFacts): NextStep {
  if (!isOpen(facts.state)) return 'none';
  const { opening } = facts;
  if (opening && isExit(opening.purpose)) {
    if (opening.state === 'requested' || opening.state === 'sent') return 'wait_for_door';
    if (opening.state === 'acknowledged' || opening.state === 'opened') return 'walk_out';
  }
  if (facts.exitRequested) return 'wait_for_agent';
  if (facts.cartLines > 0 || facts.unpaidOrder) return 'pay';
  return facts.paid ? 'leave' : 'scan';
}

export interface CaseEvidence {
  /** Goods in the cart, or an order that waits for its payment. */
  unpaid: boolean;
  /** The newest opening of the visit. */
  opening: { purpose: OpeningPurpose; state: string; closed: boolean } | null;
  doorOnline: boolean;
  insideByCounter: number | null;
}

/**
 * VIS-17: why nobody knows what became of a visit. Unpaid goods come first. Whoever was released but never reported out, a silent
 * door, or a counter that sees nobody point to a sensor; else the customer simply gave no sign.
 */
export function caseKindOf(evidence: CaseEvidence): CaseKind {
  if (evidence.unpaid) return 'unpaid';
  const { opening, doorOnline, insideByCounter } = evidence;
  const released = opening !== null && isExit(opening.purpose) && opening.state !== 'rejected' && !opening.closed;
  return released || !doorOnline || insideByCounter === 0 ? 'sensor_fault' : 'lost_contact';
}

/** How a visit ends that a person decided about. */
export function endingOfDecision(
  decision: Exclude<CaseDecision, 'still_inside'>,
  paid: boolean,
): { state: 'ended' | 'abnormal'; ending: VisitEnding } {
  if (decision === 'left_unpaid') return { state: 'abnormal', ending: 'abnormal' };
  return { state: 'ended', ending: paid ? 'purchase' : 'no_purchase' };
}
