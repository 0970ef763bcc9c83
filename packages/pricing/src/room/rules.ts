/** BIL-1: how a stay is priced. The customer chooses among those that are open for a room (BIL-7). */
export type RoomMode = 'hourly' | 'segmented' | 'day_part' | 'session' | 'package';
/** What a local day is in its calendar; `makeup_workday` is a weekend day that is worked for a holiday. */
export type DayType = 'workday' | 'weekend' | 'holiday' | 'makeup_workday';

/** Where and when a rule applies. An empty list asks nothing. */
export interface RoomScope {
  roomIds: readonly string[];
  roomKindIds: readonly string[];
  /** 0 Monday … 6 Sunday. With `dayTypes`, both must hold. */
  weekdays: readonly number[];
  dayTypes: readonly DayType[];
  /** Local dates `2026-05-01`, both included; null leaves that side open. */
  dateFrom: string | null;
  dateTo: string | null;
  memberLevels: readonly string[];
  /** Minutes of the local day, 0–1440. A window that ends at or before its start runs into the next day. */
  fromMinute: number;
  toMinute: number;
}

/** What comes with a package, as words for people; things of the store's menu are named by id as well. */
export interface PackageItem {
  label: string;
  quantity: number;
  productId: string | null;
}

/** Prices in fen, lengths in minutes. */
export type RoomPrice =
  /** The rule at the start prices the whole stay; a started unit counts. */
  | { mode: 'hourly'; unitMinutes: number; unitPrice: number }
  /** Each part of the stay by the rule of its time; the last started unit counts. */
  | { mode: 'segmented'; unitMinutes: number; unitPrice: number }
  /** A flat price for every window that the stay touches. */
  | { mode: 'day_part'; price: number }
  /** A flat price for the first minutes, then by the unit. */
  | { mode: 'session'; minutes: number; price: number; extraUnitMinutes: number; extraUnitPrice: number }
  /** BIL-4: so many minutes and things for one price; longer stays by the unit, or not at all (null). */
  | {
      mode: 'package';
      minutes: number;
      price: number;
      extraUnitMinutes: number;
      extraUnitPrice: number | null;
      items: readonly PackageItem[];
    };

export interface RoomRule {
  id: string;
  label: string;
  /** Decides between rules that are equally specific: the higher wins. */
  priority: number;
  scope: RoomScope;
  price: RoomPrice;
}

/** What is asked beside the price of the time. The terms of the room win over its kind's, those over the store's. */
export interface RoomTerms {
  id: string;
  roomIds: readonly string[];
  roomKindIds: readonly string[];
  /** The least that a stay costs before promotions, fen. */
  minimumCharge: number | null;
  /** The most that the time of one local day costs, fen. */
  dayCap: number | null;
  /** People beyond `included` pay `price` each, once (`unitMinutes` null) or for each started unit. */
  extraPeople: { included: number; price: number; unitMinutes: number | null } | null;
  overtime: OvertimeRule | null;
  payAsYouGo: { mode: 'hourly' | 'segmented'; deposit: number } | null;
}

/** BKG-14, BIL-9: what staying beyond the end costs. */
export interface OvertimeRule {
  graceMinutes: number;
  unitMinutes: number;
  /** Fen for each started unit; null: `rateBasisPoints` of what the room's time costs then. */
  unitPrice: number | null;
  rateBasisPoints: number;
  /** The most that it comes to, service fee excluded, fen. */
  cap: number | null;
  serviceFee: { kind: 'fixed'; amount: number } | { kind: 'percentage'; basisPoints: number } | null;
  /** The stay renews by itself, unit by unit, while the room is free. */
  renewsByItself: boolean;
}

export type RoomPromotionKind = 'time_discount' | 'early_bird' | 'last_minute' | 'threshold';

/** BIL-4, BIL-8: a discount that applies by the start of the stay. */
export interface RoomPromotion {
  id: string;
  label: string;
  kind: RoomPromotionKind;
  scope: RoomScope;
  /** Empty: every mode but packages, which are promotions themselves. */
  modes: readonly RoomMode[];
  /** early_bird: booked at least so long before the start; last_minute: at most so long. Otherwise 0. */
  leadMinutes: number;
  /** Works from this amount on (fen); 0 asks nothing. */
  threshold: number;
  off: { kind: 'amount'; amount: number } | { kind: 'percentage'; basisPoints: number };
}

/** One version of a store's prices. Treat it as frozen: what is compiled from it is kept by identity. */
export interface RoomRuleSet {
  id: string;
  version: number;
  rules: readonly RoomRule[];
  terms: readonly RoomTerms[];
  promotions: readonly RoomPromotion[];
}

/** One local day of a zone, as the server computed it. Instants in ms since 1970. */
export interface CalendarDay {
  date: string;
  /** 0 Monday … 6 Sunday. */
  weekday: number;
  type: DayType;
  /** The holiday's name, or why the day is what it is. */
  label: string | null;
  /** The first instant of the day. */
  start: number;
  /** Minutes that the wall clock is ahead of UTC, from an instant on; the first begins with the day. */
  offsets: readonly { from: number; offset: number }[];
}

/** Consecutive local days; a quote needs the day before its start to the day of its end. */
export interface CalendarFacts {
  zone: string;
  days: readonly CalendarDay[];
}
