import {
  type identitySchemas,
  type Locale,
  type Permission,
  type PresetRole,
  permissionCatalogue,
} from '@latchkey/contract';
import type { z } from 'zod';
import { requireCustomer, requireStaff } from '../../kernel/actor.ts';
import { type AuditFilter, searchAudit } from '../../kernel/audit-search.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { mediaAddress } from '../../kernel/media.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { knownPermissions } from './authenticate.ts';
import { requireSelf } from './change-password.ts';
import { findCustomers } from './customers.ts';
import { maskedPhone, openPhone } from './phone-numbers.ts';
import type { IdentityPorts, Scope } from './ports.ts';
import { noticeVersion } from './privacy-notice.ts';
import { requireVisible } from './staff-authority.ts';
import { selectConsents, selectCustomers } from './store-customers.ts';
import { selectRoles } from './store-roles.ts';
import { selectSessionHistory } from './store-sessions.ts';
import {
  findGuidesSeen,
  findScope,
  findStaff,
  type StaffFilter,
  type StaffRow,
  selectHolders,
  selectHoldersOf,
  selectStaff,
  selectStaffNames,
} from './store-staff.ts';

export interface Profile {
  id: string;
  name: string | null;
  phone: string | null;
  phoneVerified: boolean;
  wechatBound: boolean;
  locale: Locale;
  consentVersion: string | null;
  currentNoticeVersion: string;
  registeredAt: string;
  guideSeen: boolean;
  /** The address of the picture that was chosen. */
  picture: string | null;
}

/** A customer's own profile; the phone number is masked here too. Throws not_found. */
export async function profileOf(ctx: ReadContext, customerId: string): Promise<Profile> {
  const [row] = await selectCustomers(ctx.db, [customerId]);
  if (!row) throw new AppError('not_found');
  return {
    id: row.id,
    name: row.name,
    phone: maskedPhone(ctx.kernel.crypto, row.phone_sealed),
    phoneVerified: row.phone_sealed !== null,
    wechatBound: row.openid !== null,
    locale: row.locale,
    consentVersion: row.consent_version,
    currentNoticeVersion: noticeVersion,
    registeredAt: row.registered_at.toISOString(),
    guideSeen: row.guide_seen,
    picture: row.picture === null ? null : mediaAddress(row.picture),
  };
}

/** The history of the signed-in customer's consents, newest first. */
export async function listConsents(ctx: ReadContext) {
  const rows = await selectConsents(ctx.db, requireCustomer(ctx.actor).id);
  return rows.map((row) => ({ noticeVersion: row.notice_version, accepted: row.accepted, at: row.at.toISOString() }));
}

/** IDN-4: everything that is kept about the signed-in customer, in sections, unmasked: it is theirs. */
export async function exportPersonalData(ctx: ReadContext, ports: Pick<IdentityPorts, 'personalData'>) {
  const { id } = requireCustomer(ctx.actor);
  const [row] = await selectCustomers(ctx.db, [id]);
  if (!row) throw new AppError('not_found');
  const sessions = await selectSessionHistory(ctx.db, id);
  const others = await ports.personalData(ctx, id);
  return {
    exportedAt: ctx.now.toISOString(),
    sections: {
      ...others,
      profile: {
        id: row.id,
        name: row.name,
        phone: row.phone_sealed === null ? null : openPhone(ctx.kernel.crypto, row.phone_sealed),
        picture: row.picture === null ? null : mediaAddress(row.picture),
        wechatOpenid: row.openid,
        wechatUnionid: row.unionid,
        locale: row.locale,
        registeredAt: row.registered_at.toISOString(),
      },
      consents: await listConsents(ctx),
      signIns: sessions.map((session) => ({
        at: session.created_at.toISOString(),
        lastSeenAt: session.seen_at.toISOString(),
        endedAt: session.ended_at?.toISOString() ?? null,
        address: session.address,
        device: session.user_agent,
      })),
    },
  };
}

type StaffView = z.input<typeof identitySchemas.staffMember>;

export function presentStaff(ctx: ReadContext, row: StaffRow): StaffView {
  return {
    id: row.id,
    loginName: row.login_name,
    name: row.name,
    phone: maskedPhone(ctx.kernel.crypto, row.phone_sealed),
    state: row.state,
    roles: row.roles,
    scope: { kind: row.scope_kind, ids: row.scope_ids },
    totpEnabled: row.totp_enabled,
    mustChangePassword: row.must_change_password,
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

/** The signed-in staff member with permissions and stores; answers also before the first password was changed. */
export async function ownStaff(ctx: ReadContext) {
  const actor = requireSelf(ctx.actor);
  const row = await findStaff(ctx.db, actor.id);
  if (!row) throw new AppError('unauthenticated');
  return {
    staff: presentStaff(ctx, row),
    permissions: [...actor.permissions].sort(),
    storeIds: actor.storeIds === null ? null : [...actor.storeIds],
    guidesSeen: await findGuidesSeen(ctx.db, actor.id),
  };
}

async function listLimits(ctx: ReadContext): Promise<StaffFilter['within']> {
  const { actor } = ctx;
  if (actor.kind !== 'staff' || actor.storeIds === null) return null;
  const own = await findScope(ctx.db, actor.id);
  return { selfId: actor.id, scope: { kind: own.scope_kind, ids: own.scope_ids }, storeIds: actor.storeIds };
}

/** Staff accounts in the caller's scope, newest first. */
export async function listStaff(
  ctx: ReadContext,
  query: {
    cursor?: string | undefined;
    limit: number;
    search?: string | undefined;
    state?: string | undefined;
    roleId?: string | undefined;
  },
) {
  requireStaff(ctx.actor, 'staff');
  const { search, state, roleId } = query;
  const before = decodeCursor(query.cursor, timeCursor);
  const within = await listLimits(ctx);
  const rows = await selectStaff(ctx.db, { search, state, roleId, before, limit: query.limit + 1, within });
  const cursorOf = (row: StaffRow) => [row.created_at.toISOString(), row.id];
  return toPage(rows, query.limit, cursorOf, (row) => presentStaff(ctx, row));
}

/** One staff account; throws not_found, also outside the caller's scope. */
export async function getStaff(ctx: ReadContext, id: string): Promise<StaffView> {
  requireStaff(ctx.actor, 'staff');
  const row = await findStaff(ctx.db, id);
  if (!row) throw new AppError('not_found');
  await requireVisible(ctx, row);
  return presentStaff(ctx, row);
}

/** The account as a verb has just left it. */
export async function staffAfterChange(ctx: ReadContext, id: string): Promise<StaffView> {
  const row = await findStaff(ctx.db, id);
  if (!row) throw new AppError('not_found');
  return presentStaff(ctx, row);
}

/** Names of staff members by id; unknown ids are left out. */
export async function staffNames(ctx: ReadContext, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await selectStaffNames(ctx.db, [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** IDN-7: preset and custom roles, and the catalogue that they are made from. */
export async function listRoles(ctx: ReadContext) {
  requireStaff(ctx.actor, 'roles');
  const rows = await selectRoles(ctx.db);
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      preset: row.preset as PresetRole | null,
      permissions: knownPermissions(row.permissions),
      staffCount: row.staff_count,
    })),
    catalogue: Object.entries(permissionCatalogue).map(([menu, actions]) => ({
      menu,
      permissions: [menu, ...actions.map((action) => `${menu}:${action}`)] as Permission[],
    })),
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** IDN-13: the audit log with the actors' names; customers stay masked. */
export async function listAudit(
  ctx: ReadContext,
  query: Omit<AuditFilter, 'before'> & { cursor?: string | undefined },
) {
  requireStaff(ctx.actor, 'audit');
  const { cursor, limit, ...filter } = query;
  const before = decodeCursor(cursor, timeCursor);
  const rows = await searchAudit(ctx.db, { ...filter, before, limit: limit + 1 });
  const idsOf = (kind: string) =>
    rows.flatMap((row) => (row.actor_kind === kind && uuid.test(row.actor_id ?? '') ? [row.actor_id as string] : []));
  const staff = await staffNames(ctx, idsOf('staff'));
  const customers = await findCustomers(ctx, idsOf('customer'));
  const nameOf = (row: (typeof rows)[number]): string | null => {
    const id = row.actor_id ?? '';
    if (row.actor_kind === 'staff') return staff.get(id) ?? null;
    if (row.actor_kind !== 'customer') return row.actor_kind === 'system' ? row.actor_id : null;
    const customer = customers.get(id);
    return customer?.nameMasked ?? customer?.phoneMasked ?? null;
  };
  return toPage(
    rows,
    limit,
    (row) => [row.at.toISOString(), row.id],
    (row) => ({
      id: row.id,
      at: row.at.toISOString(),
      actor: { kind: row.actor_kind, id: row.actor_id, name: nameOf(row) },
      action: row.action,
      object: { kind: row.object_kind, id: row.object_id },
      before: row.before,
      after: row.after,
      address: row.address,
      requestId: row.request_id,
      sealed: row.sealed,
    }),
  );
}

/** Whom to tell what the whole platform must see to: active people with the permission and every store in scope. */
export const platformHolders = (ctx: ReadContext, permission: Permission): Promise<string[]> =>
  selectHolders(ctx.db, permission);

/** Active people who hold the permission, with the scope in which they do. */
export const holdersOf = (ctx: ReadContext, permission: Permission): Promise<{ id: string; scope: Scope }[]> =>
  selectHoldersOf(ctx.db, permission);
