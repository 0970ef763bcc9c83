import { type PastStay, replayStays } from '@latchkey/pricing';
import { z } from 'zod';
import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { startOfLocalDay } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, toPage } from '../../kernel/paging.ts';
import { staffNames } from '../identity/index.ts';
import { getStores, roomsOfStore } from '../organisation/index.ts';
import { calendarFacts, factsBetween, zoneOf } from './calendar.ts';
import { findingsOf } from './publish-draft.ts';
import { versionAt } from './published.ts';
import { officialYear, shiftDate, specialDays, weekdayOf } from './rules.ts';
import {
  type DraftRow,
  findDraft,
  listVersions,
  specialDaysBetween,
  upcomingVersion,
  type VersionHead,
  type VersionRow,
  versionById,
  versionByNumber,
} from './store.ts';

/** What tariffs need from the floors above, given by the wiring. */
export interface TariffsPorts {
  /** BIL-5: stays of customers that began between two instants and were paid, with what their time cost. */
  pastStays(ctx: ReadContext, storeId: string, from: Date, until: Date): Promise<PastStay[]>;
}

/** Prices and calendar for the phone: from today on, some days. Throws not_found. */
export async function publicTariff(
  ctx: ReadContext,
  { params, query }: Input<'GET /stores/:id/tariff'>,
): Promise<AnswerOf<'GET /stores/:id/tariff'>> {
  const until = new Date(ctx.now.getTime() + query.days * 86_400_000);
  const calendar = await calendarFacts(ctx, params.id, ctx.now, until);
  return { rules: (await versionAt(ctx, params.id, ctx.now))?.rules ?? null, calendar };
}

async function names(ctx: ReadContext, rows: readonly VersionHead[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ publishedBy }) => publishedBy ?? []).filter((id) => z.uuid().safeParse(id).success);
  return ids.length === 0 ? new Map() : staffNames(ctx, [...new Set(ids)]);
}

const presentHead = (row: VersionHead, people: ReadonlyMap<string, string>) => ({
  id: row.id,
  number: row.number,
  note: row.note,
  effectiveFrom: row.effectiveFrom.toISOString(),
  publishedAt: row.publishedAt.toISOString(),
  publishedBy: row.publishedBy === null ? null : (people.get(row.publishedBy) ?? null),
  ruleCount: row.ruleCount,
});
const presentVersion = (row: VersionRow, people: ReadonlyMap<string, string>) => ({
  ...presentHead(row, people),
  content: row.content,
});

async function presentDraft(ctx: ReadContext, storeId: string, draft: DraftRow) {
  const { content, revision, updatedAt } = draft;
  const findings = await findingsOf(ctx, storeId, content);
  return { content, revision, updatedAt: updatedAt.toISOString(), findings };
}

/** The draft of a store with what is wrong with it. Throws not_found. */
export async function getDraft(
  ctx: ReadContext,
  storeId: string,
): Promise<AnswerOf<'PUT /staff/stores/:id/tariff-draft'>> {
  const draft = await findDraft(ctx.db, storeId);
  if (!draft) throw new AppError('not_found');
  return presentDraft(ctx, storeId, draft);
}

export async function storeTariff(
  ctx: ReadContext,
  storeId: string,
): Promise<AnswerOf<'GET /staff/stores/:id/tariff'>> {
  requireStaff(ctx.actor, 'tariffs');
  requireStore(ctx.actor, storeId);
  const store = (await getStores(ctx, [storeId])).get(storeId);
  if (!store) throw new AppError('not_found');
  const current = await versionAt(ctx, storeId, ctx.now);
  const upcoming = await upcomingVersion(ctx.db, storeId, ctx.now, current?.row.number ?? 0);
  const draft = await findDraft(ctx.db, storeId);
  const rooms = await roomsOfStore(ctx, storeId);
  const people = await names(ctx, [...(current ? [current.row] : []), ...(upcoming ? [upcoming] : [])]);
  return {
    store: { id: store.id, name: store.name, zone: store.zone },
    rooms: rooms.slice(0, 500).map(({ id, name, kind }) => ({ id, name, kind })),
    current: current && presentVersion(current.row, people),
    upcoming: upcoming && presentHead(upcoming, people),
    draft: draft && (await presentDraft(ctx, storeId, draft)),
    findings: current ? await findingsOf(ctx, storeId, current.row.content) : [],
  };
}

export async function tariffVersions(
  ctx: ReadContext,
  { params, query }: Input<'GET /staff/stores/:id/tariff-versions'>,
): Promise<AnswerOf<'GET /staff/stores/:id/tariff-versions'>> {
  requireStaff(ctx.actor, 'tariffs');
  requireStore(ctx.actor, params.id);
  const below = decodeCursor(query.cursor, z.tuple([z.int()]))?.[0] ?? null;
  const rows = await listVersions(ctx.db, params.id, below, query.limit + 1);
  const people = await names(ctx, rows);
  return toPage(
    rows,
    query.limit,
    ({ number }) => [number],
    (row) => presentHead(row, people),
  );
}

/** A published version by its number. Throws not_found. */
export async function tariffVersion(
  ctx: ReadContext,
  { params }: Input<'GET /staff/stores/:id/tariff-versions/:number'>,
): Promise<AnswerOf<'GET /staff/stores/:id/tariff-versions/:number'>> {
  requireStaff(ctx.actor, 'tariffs');
  requireStore(ctx.actor, params.id);
  const row = await versionByNumber(ctx.db, params.id, params.number);
  return presentVersion(row, await names(ctx, [row]));
}

/** The version just published. */
export async function publishedVersion(ctx: ReadContext, id: string) {
  const row = await versionById(ctx.db, id);
  return presentVersion(row, await names(ctx, [row]));
}

export async function staffCalendar(
  ctx: ReadContext,
  { params, query }: Input<'GET /staff/stores/:id/local-days'>,
): Promise<AnswerOf<'GET /staff/stores/:id/local-days'>> {
  requireStaff(ctx.actor, 'tariffs');
  requireStore(ctx.actor, params.id);
  if (query.from < '2020' || query.from >= '2101') throw invalidInput('from', 'out_of_range');
  const zone = await zoneOf(ctx, params.id);
  const last = shiftDate(query.from, query.days);
  return factsBetween(ctx, params.id, zone, shiftDate(query.from, -1), last);
}

export async function yearOfSpecialDays(
  ctx: ReadContext,
  { params, query }: Input<'GET /staff/stores/:id/special-days'>,
): Promise<AnswerOf<'GET /staff/stores/:id/special-days'>> {
  requireStaff(ctx.actor, 'tariffs');
  requireStore(ctx.actor, params.id);
  const zone = await zoneOf(ctx, params.id);
  const [from, to] = [`${query.year}-01-01`, `${query.year}-12-31`];
  const days = specialDays(zone, from, to, await specialDaysBetween(ctx.db, params.id, from, to));
  const items = [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  return { year: officialYear(query.year), items: items.map((day) => ({ ...day, weekday: weekdayOf(day.date) })) };
}

const SHOWN_CHANGES = 20;

/** BIL-5: the draft against the stays of the last days. Throws not_found (no draft). */
export async function tariffReplay(
  ctx: ReadContext,
  ports: TariffsPorts,
  { params, query }: Input<'GET /staff/stores/:id/tariff-replay'>,
): Promise<AnswerOf<'GET /staff/stores/:id/tariff-replay'>> {
  requireStaff(ctx.actor, 'tariffs');
  requireStore(ctx.actor, params.id);
  const zone = await zoneOf(ctx, params.id);
  const draft = await findDraft(ctx.db, params.id);
  if (!draft) throw new AppError('not_found');
  const from = startOfLocalDay(ctx.now, zone, -query.days);
  const stays = await ports.pastStays(ctx, params.id, from, ctx.now);
  const latest = Math.max(ctx.now.getTime(), ...stays.map(({ until }) => until));
  const calendar = await calendarFacts(ctx, params.id, from, new Date(latest));
  const rules = { id: 'draft', version: 0, ...draft.content };
  const { before, after, stays: priced } = replayStays(rules, calendar, stays, query.sensitivity);
  const byId = new Map(stays.map((stay) => [stay.id, stay]));
  const weight = (stay: { before: number; after: number | null }) =>
    stay.after === null ? stay.before : Math.abs(stay.after - stay.before);
  const changes = priced
    .filter((stay) => stay.after !== stay.before)
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, SHOWN_CHANGES)
    .flatMap((stay) => {
      const past = byId.get(stay.id);
      if (!past) return [];
      const [start, end] = [new Date(past.from).toISOString(), new Date(past.until).toISOString()];
      return [{ ...stay, from: start, to: end, roomId: past.roomId }];
    });
  return { before, after, lost: priced.filter((stay) => stay.after === null).length, changes };
}
