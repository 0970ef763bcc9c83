import type { Body } from '@latchkey/client';
import type { StoreDetail } from './api.ts';
import { draftsToExceptions, type ExceptionDraft, exceptionsToDrafts, planToTexts, textsToPlan } from './week-plan.ts';

type Input = Body<'POST /staff/stores'>;

/** What the form holds: percent for the fee, a line of text for each weekday. */
export type StoreDraft = Omit<Input, 'hours' | 'attended' | 'serviceFee' | 'position'> & {
  hours: string[];
  hoursExceptions: ExceptionDraft[];
  attendedOwn: boolean;
  attended: string[];
  attendedExceptions: ExceptionDraft[];
  /** Percent; null follows the entity's. */
  servicePercent: number | null;
  longitude: number | null;
  latitude: number | null;
};

const EVERY_DAY = (text: string): string[] => Array.from({ length: 7 }, () => text);

export function draftOf(store: StoreDetail | null): Partial<StoreDraft> {
  if (!store) {
    return {
      kind: 'retail',
      zone: 'Asia/Shanghai',
      hours: EVERY_DAY('00:00–24:00'),
      hoursExceptions: [],
      attendedOwn: false,
      attended: EVERY_DAY('08:00–22:00'),
      attendedExceptions: [],
      servicePercent: null,
      capacity: null,
      exitPolicy: 'agent',
      ageRestricted: false,
      proximityMetres: null,
      facilities: [],
      gallery: [],
    };
  }
  return {
    name: store.name,
    kind: store.kind,
    entityId: store.entity.id,
    regionId: store.region?.id ?? null,
    city: store.city,
    address: store.address,
    zone: store.zone,
    phone: store.phone,
    facilities: store.facilities,
    gallery: store.gallery,
    capacity: store.capacity,
    exitPolicy: store.exitPolicy,
    ageRestricted: store.ageRestricted,
    proximityMetres: store.proximityMetres,
    hours: planToTexts(store.hours),
    hoursExceptions: exceptionsToDrafts(store.hours.exceptions),
    attendedOwn: store.attended !== null,
    attended: store.attended ? planToTexts(store.attended) : EVERY_DAY('08:00–22:00'),
    attendedExceptions: exceptionsToDrafts(store.attended?.exceptions ?? []),
    servicePercent: store.serviceFee === null ? null : store.serviceFee / 100,
    longitude: store.position.longitude,
    latitude: store.position.latitude,
  };
}

/** The form's rules have run: every line is a plan. Fields that were never shown keep what the store has. */
export function storeInput(draft: StoreDraft, store: StoreDetail | null): Input {
  const attendedExceptions = draft.attendedExceptions ?? exceptionsToDrafts(store?.attended?.exceptions ?? []);
  const closed = { weekdays: Array.from({ length: 7 }, () => []), exceptions: [] };
  return {
    name: draft.name,
    kind: draft.kind,
    entityId: draft.entityId,
    regionId: draft.regionId ?? null,
    city: draft.city,
    address: draft.address,
    zone: draft.zone,
    phone: draft.phone || null,
    facilities: draft.facilities ?? [],
    gallery: draft.gallery ?? [],
    capacity: draft.capacity ?? null,
    exitPolicy: draft.exitPolicy,
    ageRestricted: draft.ageRestricted ?? false,
    proximityMetres: draft.proximityMetres ?? null,
    position: { longitude: draft.longitude ?? 0, latitude: draft.latitude ?? 0 },
    serviceFee:
      draft.servicePercent === null || draft.servicePercent === undefined
        ? null
        : Math.round(draft.servicePercent * 100),
    hours: textsToPlan(draft.hours, draftsToExceptions(draft.hoursExceptions ?? [])) ?? closed,
    attended: draft.attendedOwn
      ? (textsToPlan(draft.attended, draftsToExceptions(attendedExceptions)) ?? closed)
      : null,
  };
}
