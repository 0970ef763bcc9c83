// Customers and staff over a test database, with the real member base and messages behind identity.
import { randomInt } from 'node:crypto';
import { type PresetRole, presetRoles } from '@latchkey/contract';
import { generate } from 'otplib';
import { z } from 'zod';
import { type Actor, type StaffActor, systemActor } from '../kernel/actor.ts';
import type { Context } from '../kernel/context.ts';
import { sql } from '../kernel/db.ts';
import { on } from '../kernel/events.ts';
import { newId } from '../kernel/ids.ts';
import {
  createIdentityModule,
  createStaff,
  ensurePresetRoles,
  type IdentityPorts,
  noticeVersion,
  requestSmsCode,
  rolesByPreset,
  type Scope,
  signInByPhone,
  smsCodeRequested,
  unwrap,
} from '../modules/identity/index.ts';
import { beginTotp, confirmTotp } from '../modules/identity/set-up-totp.ts';
import { signInStaff } from '../modules/identity/sign-in-staff.ts';
import {
  closeMembership,
  enrol,
  getMember,
  memberPersonalData,
  mergeMembers,
  visibleMemberId,
} from '../modules/members/index.ts';
import { createMessagesModule } from '../modules/messages/index.ts';
import { createTestRuntime } from './runtime.ts';
import { createTestDatabase } from './test-database.ts';

export const consent = { noticeVersion };
export const anonymous: Actor = { kind: 'anonymous' };

const auditRow = z.object({
  actor_kind: z.string(),
  actor_id: z.string().nullable(),
  action: z.string(),
  object_id: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});

export async function createPeople(options: { environment?: Record<string, string> } = {}) {
  const database = await createTestDatabase();
  const codes = new Map<string, string>();
  const openMatters: { kind: string; id: string }[] = [];
  const product = createTestRuntime(database.url, {
    environment: { LATCHKEY_DEMO: 'false', ...options.environment },
    subscriptions: [
      ...(createMessagesModule({ wechat: null }).subscriptions ?? []),
      on(smsCodeRequested, 'test.codes', async (ctx, event) => {
        const { crypto } = ctx.kernel;
        codes.set(crypto.open(event.phoneSealed, 'phone'), crypto.open(event.codeSealed, 'sms_code'));
      }),
    ],
  });
  const ports: IdentityPorts = {
    wechat: null,
    onCustomerRegistered: enrol,
    onCustomersMerged: mergeMembers,
    onCustomerDeleted: closeMembership,
    storeIdsOfScope: async (_db, _staffId, scope) => (scope.kind === 'stores' ? scope.ids : []),
    openMatters: async () => openMatters,
    cardNumberOf: async (ctx, id) => (await getMember(ctx, id)).cardNumber,
    visibleMemberId,
    personalData: async (ctx, id) => ({ member: await memberPersonalData(ctx, id) }),
  };
  const identity = createIdentityModule(ports);
  await product.asSystem(ensurePresetRoles);
  const roleIds = await rolesByPreset(product.runtime.database);

  const { runtime, clock } = product;
  const authenticate = (token: string, audience: 'customer' | 'staff') =>
    identity.authenticate(runtime.database, token, audience, clock.now());

  /** The actor behind a token; throws when there is none. */
  async function actorOf(token: string, audience: 'customer' | 'staff' = 'customer'): Promise<Actor> {
    const actor = await authenticate(token, audience);
    if (!actor) throw new Error('the token belongs to nobody');
    return actor;
  }

  /** Takes the events that wait, so that a test can look at them, and runs their listeners. */
  async function drain(): Promise<{ name: string; payload: Record<string, unknown> }[]> {
    const rows = await runtime.database.rows(
      z.object({ name: z.string(), payload: z.record(z.string(), z.unknown()) }),
      sql`select name, payload from kernel.outbox order by id`,
    );
    await product.drain();
    return rows;
  }

  async function codeFor(phone: string, purpose: 'sign_in' | 'bind_phone' = 'sign_in'): Promise<string> {
    await product.as(anonymous, (ctx) => requestSmsCode(ctx, { phone, purpose }));
    await drain();
    return codes.get(phone) ?? '';
  }

  /** A staff member with one preset role and a lasting password. */
  async function staff(preset: PresetRole, scope: Scope = { kind: 'all', ids: [] }) {
    const loginName = `p${randomInt(1_000_000_000)}`;
    const password = `right-horse-${randomInt(1_000_000)}`;
    const make = (ctx: Context) => {
      const roleId = roleIds.get(preset) ?? '';
      const input = { loginName, name: `人员${loginName}`, phone: null, roleIds: [roleId], scope };
      return createStaff(ctx, ports, { ...input, lastingPassword: password });
    };
    const { id } = await product.asSystem(make);
    return { id, loginName, password };
  }

  const totp = (secret: string) => generate({ secret, epoch: Math.floor(clock.now().getTime() / 1000) });
  const enter = (loginName: string, password: string, code?: string) =>
    signInStaff(runtime, { loginName, password, totp: code }, { requestId: newId(), address: '127.0.0.1' });

  /** Signs in and answers the actor of the session. */
  async function staffActor(account: { loginName: string; password: string }): Promise<StaffActor> {
    const actor = await actorOf(unwrap(await enter(account.loginName, account.password)).token, 'staff');
    if (actor.kind !== 'staff') throw new Error('the session is not of a staff member');
    return actor;
  }

  /** Turns two-factor on in the actor's session; answers the secret. */
  async function proveSecondFactor(actor: Actor, password: string): Promise<string> {
    const { secret } = unwrap(await product.as(actor, (ctx) => beginTotp(ctx, password)));
    const code = await totp(secret);
    await product.as(actor, (ctx) => confirmTotp(ctx, code));
    return secret;
  }

  return {
    ...product,
    database,
    ports,
    identity,
    codes,
    openMatters,
    drain,
    authenticate,
    actorOf,
    codeFor,
    roleIds,
    phone: () => `13${String(randomInt(1_000_000_000)).padStart(9, '0')}`,
    /** Registers by phone, or signs in; the actor carries the new session. */
    async customer(phone: string) {
      const code = await codeFor(phone);
      const session = unwrap(await product.as(anonymous, (ctx) => signInByPhone(ctx, ports, { phone, code, consent })));
      return { ...session, actor: await actorOf(session.token) };
    },
    staff,
    /** Opens connections first, so that calls made at once really run at once. */
    async warm(connections: number): Promise<void> {
      await Promise.all(
        Array.from({ length: connections }, () => runtime.database.pool.query('select pg_sleep(0.05)')),
      );
    },
    presets: presetRoles,
    enter,
    staffActor,
    proveSecondFactor,
    /** A platform administrator whose session is proven by a one-time code. */
    async administrator() {
      const account = await staff('platform_administrator');
      const actor = await staffActor(account);
      await proveSecondFactor(actor, account.password);
      return { ...account, actor };
    },
    audits: (objectId: string) =>
      runtime.database.rows(
        auditRow,
        sql`select actor_kind, actor_id, action, object_id, before, after from kernel.audit_log where object_id = ${objectId} order by id`,
      ),
    totp,
    system: systemActor('test'),
    newId,
    async close() {
      await product.close();
      await database.drop();
    },
  };
}
export type People = Awaited<ReturnType<typeof createPeople>>;
