import type { Permission } from '@latchkey/contract';
import { requireStaff } from '../../kernel/actor.ts';
import { audit, sealAll, verifyAudit } from '../../kernel/audit.ts';
import type { Context, ReadContext, Runtime } from '../../kernel/context.ts';
import { defineHandlers, type Http, type Input, raw, read, write } from '../../kernel/http.ts';
import { changePassword } from './change-password.ts';
import { createStaff } from './create-staff.ts';
import { changeRole, createRole } from './custom-roles.ts';
import { freezeStaff, unfreezeStaff } from './freeze-staff.ts';
import { type IdentityPorts, unwrap } from './ports.ts';
import { getStaff, listAudit, listRoles, listStaff, ownStaff, staffAfterChange } from './queries.ts';
import { resetPassword } from './reset-password.ts';
import { STAFF_SESSION_MS } from './rules.ts';
import { seeGuide } from './see-guide.ts';
import { beginTotp, confirmTotp } from './set-up-totp.ts';
import { signInStaff } from './sign-in-staff.ts';
import { signOut } from './sign-out.ts';
import { updateStaff } from './update-staff.ts';

const originOf = (http: Http) => ({ requestId: http.requestId, address: http.address });
const done = { ok: true as const };

/** The person's own account: signing in and out, password, second factor. */
function accountHandlers() {
  return defineHandlers({
    'POST /staff/auth/sign-in': raw(
      async (runtime: Runtime, { body }: Input<'POST /staff/auth/sign-in'>, http: Http) => {
        const attempt = { ...body, userAgent: http.userAgent, deviceMark: http.deviceMark('staff') };
        const session = unwrap(await signInStaff(runtime, attempt, originOf(http)));
        http.setSession('staff', session.token, STAFF_SESSION_MS / 1000);
        http.setDeviceMark('staff', session.deviceMark);
        return { mustChangePassword: session.mustChangePassword };
      },
    ),
    'POST /staff/auth/sign-out': write(async (ctx: Context, _input: Input<'POST /staff/auth/sign-out'>, http: Http) => {
      await signOut(ctx);
      http.clearSession('staff');
      return done;
    }),
    'POST /staff/auth/password': raw(
      async (runtime: Runtime, { body }: Input<'POST /staff/auth/password'>, http: Http, ctx: ReadContext) => {
        unwrap(await runtime.transaction(ctx.actor, (inner) => changePassword(inner, body), originOf(http)));
        return done;
      },
    ),
    'GET /staff/me': read((ctx: ReadContext) => ownStaff(ctx)),
    'PUT /staff/me/guides': write(async (ctx: Context, { body }: Input<'PUT /staff/me/guides'>) => ({
      guidesSeen: await seeGuide(ctx, body),
    })),
    'POST /staff/me/totp': raw(
      async (runtime: Runtime, { body }: Input<'POST /staff/me/totp'>, http: Http, ctx: ReadContext) =>
        unwrap(await runtime.transaction(ctx.actor, (inner) => beginTotp(inner, body.password), originOf(http))),
    ),
    'POST /staff/me/totp/confirm': write(async (ctx: Context, { body }: Input<'POST /staff/me/totp/confirm'>) => {
      await confirmTotp(ctx, body.totp);
      return done;
    }),
  });
}

/** Other people's accounts, roles, and the audit log. */
function administrationHandlers(ports: IdentityPorts) {
  return defineHandlers({
    'GET /staff/staff': read((ctx: ReadContext, { query }: Input<'GET /staff/staff'>) => listStaff(ctx, query)),
    'POST /staff/staff': write(async (ctx: Context, { body }: Input<'POST /staff/staff'>) => {
      const { id, password } = await createStaff(ctx, ports, body);
      return { staff: await staffAfterChange(ctx, id), password };
    }),
    'GET /staff/staff/:id': read((ctx: ReadContext, { params }: Input<'GET /staff/staff/:id'>) =>
      getStaff(ctx, params.id),
    ),
    'PUT /staff/staff/:id': write(async (ctx: Context, { params, body }: Input<'PUT /staff/staff/:id'>) => {
      await updateStaff(ctx, ports, params.id, body);
      return staffAfterChange(ctx, params.id);
    }),
    'POST /staff/staff/:id/freeze': write(
      async (ctx: Context, { params, body }: Input<'POST /staff/staff/:id/freeze'>) => {
        await freezeStaff(ctx, params.id, body.reason);
        return staffAfterChange(ctx, params.id);
      },
    ),
    'POST /staff/staff/:id/unfreeze': write(
      async (ctx: Context, { params, body }: Input<'POST /staff/staff/:id/unfreeze'>) => {
        await unfreezeStaff(ctx, params.id, body.reason);
        return staffAfterChange(ctx, params.id);
      },
    ),
    'POST /staff/staff/:id/reset-password': write(
      (ctx: Context, { params }: Input<'POST /staff/staff/:id/reset-password'>) => resetPassword(ctx, params.id),
    ),
    'GET /staff/roles': read((ctx: ReadContext) => listRoles(ctx)),
    'POST /staff/roles': write(async (ctx: Context, { body }: Input<'POST /staff/roles'>) => ({
      id: await createRole(ctx, { name: body.name, permissions: body.permissions as Permission[] }),
    })),
    'PUT /staff/roles/:id': write(async (ctx: Context, { params, body }: Input<'PUT /staff/roles/:id'>) => {
      await changeRole(ctx, params.id, { name: body.name, permissions: body.permissions as Permission[] });
      return done;
    }),
    'GET /staff/audit': read((ctx: ReadContext, { query }: Input<'GET /staff/audit'>) => listAudit(ctx, query)),
    'POST /staff/audit/verify': raw(
      async (runtime: Runtime, _input: Input<'POST /staff/audit/verify'>, http: Http, ctx: ReadContext) => {
        requireStaff(ctx.actor, 'audit:verify');
        await sealAll(runtime);
        const verification = await verifyAudit(runtime.database);
        const { intact, entries, firstBroken } = verification;
        const entry = { object: { kind: 'audit_log', id: 'all' }, after: { intact, entries, firstBroken } };
        await runtime.transaction(
          ctx.actor,
          (inner) => audit(inner, { action: 'audit.verify', ...entry }),
          originOf(http),
        );
        return verification;
      },
    ),
  });
}

export function staffHandlers(ports: IdentityPorts) {
  return { ...accountHandlers(), ...administrationHandlers(ports) };
}
