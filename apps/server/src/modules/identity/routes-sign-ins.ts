import { defineHandlers, read, write } from '../../kernel/http.ts';
import type { IdentityPorts } from './ports.ts';
import {
  endOwnSession,
  listCustomerSignIns,
  listOwnSignIns,
  listStaffSignIns,
  signOutCustomer,
  signOutEverywhere,
  signOutStaff,
} from './sign-ins.ts';

const done = { ok: true as const };

/** IDN-5: who signed in, when and where from; and out of all devices. */
export function signInsHandlers(ports: IdentityPorts) {
  return defineHandlers({
    'GET /me/sign-ins': read((ctx, { query }) => listOwnSignIns(ctx, query)),
    'POST /me/sign-ins/:id/end': write(async (ctx, { params }) => {
      await endOwnSession(ctx, params.id);
      return done;
    }),
    'POST /auth/sign-out-all': write(async (ctx, { body }, http) => {
      const ended = await signOutEverywhere(ctx, body);
      if (!body.keepThis) http.clearSession('customer');
      return { ended };
    }),
    'GET /staff/me/sign-ins': read((ctx, { query }) => listOwnSignIns(ctx, query)),
    'POST /staff/auth/sign-out-all': write(async (ctx, { body }, http) => {
      const ended = await signOutEverywhere(ctx, body);
      if (!body.keepThis) http.clearSession('staff');
      return { ended };
    }),
    'GET /staff/staff/:id/sign-ins': read((ctx, { params, query }) => listStaffSignIns(ctx, params.id, query)),
    'POST /staff/staff/:id/sign-out': write(async (ctx, { params }) => ({ ended: await signOutStaff(ctx, params.id) })),
    'GET /staff/members/:id/sign-ins': read((ctx, { params, query }) =>
      listCustomerSignIns(ctx, ports, params.id, query),
    ),
    'POST /staff/members/:id/sign-out': write(async (ctx, { params }) => ({
      ended: await signOutCustomer(ctx, ports, params.id),
    })),
  });
}
