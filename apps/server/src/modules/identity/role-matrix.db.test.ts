import { presetRoles, type RouteDefinition, type RouteKey, roleMatrix, routes } from '@latchkey/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHttp, type TestHttp } from '../../testing/http.ts';
import { createPeople, type People } from '../../testing/people.ts';
import { createStaff } from './create-staff.ts';

let people: People;
let http: TestHttp;
beforeAll(async () => {
  people = await createPeople();
  http = await createTestHttp(people);
});
afterAll(async () => {
  await http.close();
  await people.close();
});

const staffRoutes = (Object.entries(routes) as [RouteKey, RouteDefinition][]).filter(
  ([, route]) => route.audience === 'staff',
);

let address = 0;
/** Signs in over the real route; every session calls from an address of its own. */
async function session(staff: { loginName: string; password: string }) {
  const from = `198.51.100.${++address}`;
  const { loginName, password } = staff;
  const answer = await http.call('POST /staff/auth/sign-in', { body: { loginName, password }, address: from });
  expect(answer.status).toBe(200);
  return { cookies: answer.cookies, address: from };
}

describe('the role matrix', () => {
  it.each(presetRoles)('[IDN-17] every staff route lets %s in exactly where the matrix does', async (role) => {
    const steady = await session(await people.staff(role));
    const wrong: string[] = [];
    for (const [key, route] of staffRoutes) {
      // Signing out ends the session that the other calls need.
      const caller = key.includes('/auth/sign-out') ? await session(await people.staff(role)) : steady;
      const answer = await http.call(key, caller);
      const permission = route.permission ?? null;
      const expected = permission === null || roleMatrix[role].includes(permission);
      const refused = answer.body.error?.code === 'forbidden';
      if (refused === expected || answer.status >= 500 || answer.status === 401) wrong.push(`${key}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('[IDN-17] staff routes exist, and each names a permission or says that it needs none', () => {
    expect(staffRoutes.length).toBeGreaterThan(50);
    for (const [key, route] of staffRoutes) expect([key, route.permission === undefined]).toEqual([key, false]);
  });

  it('[IDN-7] no staff route answers a stranger, a customer or a forged token', async () => {
    const customer = await people.customer(people.phone());
    const callers = [
      {},
      { cookies: { lk_customer: customer.token } },
      { cookies: { lk_staff: customer.token } },
      { headers: { authorization: `Bearer ${customer.token}` } },
      { cookies: { lk_staff: 'A'.repeat(43) } },
    ];
    for (const [index, caller] of callers.entries()) {
      for (const [key] of staffRoutes) {
        const answer = await http.call(key, { ...caller, address: `192.0.2.${index + 1}` });
        expect([key, answer.status, answer.body.error?.code]).toEqual([key, 401, 'unauthenticated']);
      }
    }
  });

  it('[IDN-7] no customer route answers a staff token', async () => {
    const caller = await session(await people.staff('platform_administrator'));
    const token = caller.cookies.lk_staff ?? '';
    const customerRoutes = (Object.entries(routes) as [RouteKey, RouteDefinition][]).filter(
      ([, route]) => route.audience === 'customer',
    );
    for (const [key] of customerRoutes) {
      const answer = await http.call(key, {
        cookies: { lk_customer: token, lk_staff: token },
        address: caller.address,
      });
      expect([key, answer.status]).toEqual([key, 401]);
    }
  });

  it('[IDN-6] before the first password is changed only oneself, signing out and the change are open', async () => {
    const loginName = 'first.day';
    const roleIds = [people.roleIds.get('platform_administrator') ?? ''];
    const input = { loginName, name: '新人', phone: null, roleIds, scope: { kind: 'all' as const, ids: [] } };
    const { password } = await people.asSystem((ctx) => createStaff(ctx, people.ports, input));
    const caller = await session({ loginName, password });
    const open = ['POST /staff/auth/password', 'GET /staff/me', 'POST /staff/auth/sign-out'];
    for (const [key] of staffRoutes.filter(([key]) => !open.includes(key))) {
      const answer = await http.call(key, caller);
      expect([key, answer.body.error?.code]).toEqual([key, 'password_change_required']);
    }
    expect((await http.call('GET /staff/me', caller)).body).toMatchObject({
      staff: { loginName, mustChangePassword: true },
    });
    const body = { current: password, next: 'right-horse-1001' };
    expect(await http.call('POST /staff/auth/password', { ...caller, body })).toMatchObject({ status: 200 });
    expect((await http.call('GET /staff/staff', caller)).status).toBe(200);
  });
});
