import type { organisationSchemas } from '@latchkey/contract';
import { z } from 'zod';
import { localParts, utcOffset } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { mediaAddress } from '../../kernel/media.ts';
import { decodeCursor, toPage } from '../../kernel/paging.ts';
import type { OrganisationPorts } from './ports.ts';
import { ratingsOf } from './ratings.ts';
import { availability, DEFAULT_ATTENDED, hoursText, isAttended, isOpen } from './rules.ts';
import { findStore, findStoreIdByToken, getStore, listNearby, type NearbyRow, type StoreRow } from './store.ts';

type PublicStore = z.input<typeof organisationSchemas.publicStore>;

export async function publicStores(
  ctx: ReadContext,
  ports: OrganisationPorts,
  query: Input<'GET /stores'>['query'],
): Promise<AnswerOf<'GET /stores'>> {
  const { longitude, latitude, limit } = query;
  const position = longitude !== undefined && latitude !== undefined ? { longitude, latitude } : null;
  const cursor = decodeCursor(query.cursor, z.tuple([z.number().nullable(), z.uuid()]));
  const byRating = query.sort === 'rating';
  let after = cursor && { key: position || byRating ? cursor[0] : null, id: cursor[1] };
  const found: NearbyRow[] = [];
  // Opening hours are plans, not columns: pages are read until enough of their stores are open.
  for (let more = true; more && found.length <= limit; ) {
    const size = query.openNow ? 100 : limit + 1;
    const rows = await listNearby(ctx.db, { ...query, position, byRating }, after, size);
    found.push(...rows.filter((row) => !query.openNow || isOpenForCustomers(ctx, row)));
    const last = rows.at(-1);
    more = rows.length === size && last !== undefined;
    if (last) after = { key: last.key, id: last.id };
  }
  const page = toPage(found, limit, (row) => [row.key, row.id]);
  return { items: await present(ctx, ports, page.items), nextCursor: page.nextCursor };
}

function isOpenForCustomers(ctx: ReadContext, row: StoreRow): boolean {
  const local = localParts(ctx.now, row.zone);
  return row.lockdownSince === null && isOpen(row, local) && isAttended(row, local);
}

export async function publicStore(ctx: ReadContext, ports: OrganisationPorts, storeId: string): Promise<PublicStore> {
  const row = await getStore(ctx.db, storeId);
  return (await present(ctx, ports, [{ ...row, distance: null, key: null }]))[0] as PublicStore;
}

/** VIS-1. The store behind a scanned door code. Throws door_code_invalid for a forged or ended one. */
export async function storeBehindDoor(ctx: ReadContext, ports: OrganisationPorts, token: string): Promise<PublicStore> {
  const found = await findStoreIdByToken(ctx.db, token);
  const row = found && (await findStore(ctx.db, found.storeId));
  if (!row) throw new AppError('door_code_invalid');
  return (await present(ctx, ports, [{ ...row, distance: null, key: null }]))[0] as PublicStore;
}

async function present(ctx: ReadContext, ports: OrganisationPorts, rows: readonly NearbyRow[]): Promise<PublicStore[]> {
  const ids = rows.map((row) => row.id);
  const online = await ports.doorOnline(ctx, ids);
  const inside = await ports.insideCounts(ctx, ids);
  const ratings = await ratingsOf(ctx, ids);
  return rows.map((row) => {
    const local = localParts(ctx.now, row.zone);
    const occupancy = inside.get(row.id) ?? 0;
    return {
      id: row.id,
      name: row.name,
      kind: row.kind,
      address: row.address,
      city: row.city,
      position: { longitude: row.longitude, latitude: row.latitude },
      zone: row.zone,
      utcOffset: utcOffset(ctx.now, row.zone),
      distance: row.distance === null ? null : Math.round(row.distance),
      availability: availability({ ...row, locked: row.lockdownSince !== null }, local, {
        doorOnline: online.get(row.id) ?? false,
        inside: occupancy,
      }),
      hoursToday: hoursText(row.hours, local),
      attendedToday: hoursText(row.attended ?? DEFAULT_ATTENDED, local),
      facilities: row.facilities,
      gallery: row.gallery.map(mediaAddress),
      phone: row.phone,
      occupancy,
      capacity: row.capacity,
      rating: ratings.get(row.id) ?? null,
    };
  });
}
