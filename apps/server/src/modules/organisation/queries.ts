import type { organisationSchemas, ScopeKind, StoreKind, StoreState } from '@latchkey/contract';
import type { z } from 'zod';
import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import { localParts } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { type Db, isSql, type Sql } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { mediaAddress } from '../../kernel/media.ts';
import { decodeCursor, idCursor, toPage } from '../../kernel/paging.ts';
import { type EntityRow, entityNamesOf, getEntityRow, listEntities, listRegions } from './entity-store.ts';
import type { OrganisationPorts } from './ports.ts';
import { availability, countsWithBelow, DEFAULT_ATTENDED, hoursText, isAttended, isOpen } from './rules.ts';
import {
  agentsOf,
  feeTermsOf,
  findStoreIdByToken,
  getDoorCode,
  getStore,
  listStores,
  type StoreRow,
  storeIdsIn,
  storesByIds,
} from './store.ts';

type StaffStore = z.input<typeof organisationSchemas.staffStore>;
type Entity = z.input<typeof organisationSchemas.entity>;

/** Everything that a decision at the door needs to know of a store at `ctx.now`. Distances in metres. */
export interface Admission {
  storeId: string;
  name: string;
  zone: string;
  entityId: string;
  kind: StoreKind;
  state: StoreState;
  lockdown: { reason: string; since: Date } | null;
  /** Within business hours, and set neither closed nor suspended. */
  openNow: boolean;
  attendedNow: boolean;
  /** Today's spans for a person, `08:00–22:00`. */
  hoursText: string;
  attendedText: string;
  capacity: number | null;
  exitPolicy: 'agent' | 'auto';
  ageRestricted: boolean;
  proximityMetres: number | null;
  position: { longitude: number; latitude: number };
}

/** The facts for a decision at the door. Throws not_found. */
export async function admission(ctx: ReadContext, storeId: string): Promise<Admission> {
  const row = await getStore(ctx.db, storeId);
  const local = localParts(ctx.now, row.zone);
  return {
    storeId: row.id,
    name: row.name,
    zone: row.zone,
    entityId: row.entityId,
    kind: row.kind,
    state: row.state,
    lockdown:
      row.lockdownSince && row.lockdownReason !== null
        ? { reason: row.lockdownReason, since: row.lockdownSince }
        : null,
    openNow: isOpen(row, local),
    attendedNow: isAttended(row, local),
    hoursText: hoursText(row.hours, local),
    attendedText: hoursText(row.attended ?? DEFAULT_ATTENDED, local),
    capacity: row.capacity,
    exitPolicy: row.exitPolicy,
    ageRestricted: row.ageRestricted,
    proximityMetres: row.proximityMetres,
    position: { longitude: row.longitude, latitude: row.latitude },
  };
}

/** The store whose current door code this is, or null. */
export async function findStoreByDoorToken(ctx: ReadContext, token: string): Promise<{ storeId: string } | null> {
  return findStoreIdByToken(ctx.db, token);
}

export interface StoreFacts {
  id: string;
  name: string;
  number: string;
  kind: StoreKind;
  zone: string;
  city: string;
  address: string;
  entityId: string;
  regionId: string | null;
  state: StoreState;
}

/** Names and addresses of stores by id, or by an expression for the array of ids; unknown ids are missing. */
export async function getStores(ctx: ReadContext, ids: readonly string[] | Sql): Promise<Map<string, StoreFacts>> {
  if (!isSql(ids) && ids.length === 0) return new Map();
  const rows = await storesByIds(ctx.db, isSql(ids) ? ids : [...new Set(ids)]);
  return new Map(
    rows.map(({ id, name, number, kind, zone, city, address, entityId, regionId, state }) => [
      id,
      { id, name, number, kind, zone, city, address, entityId, regionId, state },
    ]),
  );
}

/** The platform's share of a store's sales in basis points, and who bears the payment channel's fee. Throws not_found. */
export function feeTerms(
  ctx: ReadContext,
  storeId: string,
): Promise<{ entityId: string; serviceFee: number; channelFeeBearer: 'platform' | 'entity' }> {
  return feeTermsOf(ctx.db, storeId);
}

/** Names of entities by id; unknown ids are missing. The caller has checked that they may be seen. */
export async function entityNames(ctx: ReadContext, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await entityNamesOf(ctx.db, [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Staff ids of the agents bound to a store. */
export async function agentsOfStore(ctx: ReadContext, storeId: string): Promise<string[]> {
  return (await agentsOf(ctx.db, [storeId])).map((row) => row.agentId);
}

/** When a store is open in a week, and on which dates otherwise. Throws not_found. */
export async function storeHours(
  ctx: ReadContext,
  storeId: string,
): Promise<{ zone: string; hours: organisationSchemas.WeekPlan }> {
  const { zone, hours } = await getStore(ctx.db, storeId);
  return { zone, hours };
}

/** IDN-8: the stores in a staff member's data scope; null means all. */
export async function storeIdsOfScope(
  db: Db,
  staffId: string,
  scope: { kind: ScopeKind; ids: readonly string[] },
): Promise<string[] | null> {
  const { kind, ids } = scope;
  return kind === 'all' ? null : storeIdsIn(db, staffId, { kind, ids });
}

// Screens of staff.

export async function entities(
  ctx: ReadContext,
  query: Input<'GET /staff/entities'>['query'],
): Promise<AnswerOf<'GET /staff/entities'>> {
  requireStaff(ctx.actor, 'entities');
  const after = decodeCursor(query.cursor, idCursor)?.[0] ?? null;
  const rows = await listEntities(ctx.db, storeFilter(ctx.actor), query.search, after, query.limit + 1);
  return toPage(rows, query.limit, (row) => [row.id], presentEntity);
}

export async function entity(ctx: ReadContext, id: string): Promise<Entity> {
  requireStaff(ctx.actor, 'entities');
  return presentEntity(await getEntityRow(ctx.db, id, storeFilter(ctx.actor)));
}

const presentEntity = ({ contactPhoneMasked, payoutAccountMasked, ...row }: EntityRow): Entity => ({
  ...row,
  contactPhone: contactPhoneMasked,
  payoutAccount: payoutAccountMasked,
  createdAt: row.createdAt.toISOString(),
});

export async function regions(ctx: ReadContext): Promise<AnswerOf<'GET /staff/regions'>> {
  requireStaff(ctx.actor, 'regions');
  const rows = await listRegions(ctx.db, storeFilter(ctx.actor));
  const totals = countsWithBelow(rows);
  return { items: rows.map((row) => ({ ...row, storeCount: totals.get(row.id) ?? 0 })) };
}

export async function region(ctx: ReadContext, id: string): Promise<z.input<typeof organisationSchemas.region>> {
  const found = (await regions(ctx)).items.find((item) => item.id === id);
  if (!found) throw new AppError('not_found');
  return found;
}

export async function staffStores(
  ctx: ReadContext,
  ports: OrganisationPorts,
  query: Input<'GET /staff/stores'>['query'],
): Promise<AnswerOf<'GET /staff/stores'>> {
  requireStaff(ctx.actor, 'stores');
  const after = decodeCursor(query.cursor, idCursor)?.[0] ?? null;
  const filter = { ...query, storeIds: storeFilter(ctx.actor) };
  const rows = await listStores(ctx.db, filter, after, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.id]);
  return { items: await presentForStaff(ctx, ports, page.items), nextCursor: page.nextCursor };
}

/** The stores that any staff member may know by name: those of the own scope. */
export async function ownStores(ctx: ReadContext): Promise<AnswerOf<'GET /staff/me/stores'>> {
  requireStaff(ctx.actor, null);
  const rows = await listStores(ctx.db, { storeIds: storeFilter(ctx.actor) }, null, 1000);
  return { items: rows.map(({ id, name, kind, zone }) => ({ id, name, kind, zone })) };
}

/** One store for staff; the caller's verb or route has checked the permission. */
export async function staffStore(ctx: ReadContext, ports: OrganisationPorts, storeId: string): Promise<StaffStore> {
  requireStaff(ctx.actor, null);
  requireStore(ctx.actor, storeId);
  return (await presentForStaff(ctx, ports, [await getStore(ctx.db, storeId)]))[0] as StaffStore;
}

export async function doorCode(
  ctx: ReadContext,
  storeId: string,
): Promise<AnswerOf<'GET /staff/stores/:id/door-code'>> {
  requireStaff(ctx.actor, 'stores');
  requireStore(ctx.actor, storeId);
  const { token, issuedAt } = await getDoorCode(ctx.db, storeId);
  return { token, url: `${ctx.kernel.config.publicUrl}/d/${token}`, issuedAt: issuedAt.toISOString() };
}

const NO_FIGURES = { deviceCount: 0, devicesOnline: 0, insideNow: 0, salesToday: 0, ordersToday: 0 };

async function presentForStaff(
  ctx: ReadContext,
  ports: OrganisationPorts,
  rows: readonly StoreRow[],
): Promise<StaffStore[]> {
  const ids = rows.map((row) => row.id);
  const figures = await ports.storeFigures(ctx, ids);
  const online = await ports.doorOnline(ctx, ids);
  const bound = await agentsOf(ctx.db, ids);
  const names = await ports.staffNames(ctx, [...new Set(bound.map((row) => row.agentId))]);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    name: row.name,
    kind: row.kind,
    state: row.state,
    availability: availability({ ...row, locked: row.lockdownSince !== null }, localParts(ctx.now, row.zone), {
      doorOnline: online.get(row.id) ?? false,
      inside: figures.get(row.id)?.insideNow ?? 0,
    }),
    entity: { id: row.entityId, name: row.entityName },
    region: row.regionId === null ? null : { id: row.regionId, name: row.regionName ?? '' },
    city: row.city,
    address: row.address,
    position: { longitude: row.longitude, latitude: row.latitude },
    zone: row.zone,
    phone: row.phone,
    serviceFee: row.serviceFee,
    facilities: row.facilities,
    gallery: row.gallery.map(mediaAddress),
    hours: row.hours,
    attended: row.attended,
    lockdown:
      row.lockdownSince === null
        ? null
        : { reason: row.lockdownReason ?? '', since: row.lockdownSince.toISOString(), by: row.lockdownBy ?? '' },
    capacity: row.capacity,
    exitPolicy: row.exitPolicy,
    ageRestricted: row.ageRestricted,
    proximityMetres: row.proximityMetres,
    ...(figures.get(row.id) ?? NO_FIGURES),
    agents: bound
      .filter((agent) => agent.storeId === row.id)
      .map((agent) => ({ id: agent.agentId, name: names.get(agent.agentId) ?? '' })),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  }));
}
