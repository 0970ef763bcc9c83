import {
  type PresetRole,
  presetRoles,
  type RealtimeEventName,
  type RouteDefinition,
  type RouteKey,
  realtimeEventName,
  roleMatrix,
  routes,
  storeNewsReaders,
} from '@latchkey/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../modules/identity/index.ts';
import { countVisit } from '../modules/members/index.ts';
import { bindAgents } from '../modules/organisation/index.ts';
import { staffAsks } from './asks.ts';
import { createTestProduct, type Request, type TestProduct } from './product.ts';
import { type Estate, makeEstate } from './product-world.ts';

let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
let mine: Estate;
let theirs: Estate;
beforeAll(async () => {
  product = await createTestProduct({ environment: { LATCHKEY_CALLS_PER_MINUTE: '100000' } });
  admin = await product.staff('platform_administrator');
  mine = await makeEstate(product, admin);
  theirs = await makeEstate(product, admin);
  // A member belongs to a store's scope from the first visit there.
  for (const { storeId, customer } of [mine, theirs]) {
    const visit = { memberId: customer.id, storeId, at: product.clock.now() };
    await product.asSystem((ctx) => countVisit(ctx, visit));
  }
}, 90_000);
afterAll(() => product.close());

const scopeKinds = ['all', 'region', 'entity', 'stores', 'own'] as const;
type ScopeKind = (typeof scopeKinds)[number];
const staffRoutes = (Object.entries(routes) as [RouteKey, RouteDefinition][]).filter(
  ([, route]) => route.audience === 'staff',
);
const farewells: ReadonlySet<string> = new Set<RouteKey>([
  'POST /staff/auth/sign-out',
  'POST /staff/auth/sign-out-all',
]);
/** What only the whole platform's staff may do, whatever their role: the library of goods, and what is said for all stores. */
const platformWide: ReadonlySet<string> = new Set<RouteKey>([
  'POST /staff/products/:id/archive',
  'GET /staff/top-up-plans',
  'GET /staff/balances/liabilities',
]);
/** The example names something that does not exist (a refund that failed), or not any more (a device that was stopped, a draft). */
const vanished: ReadonlySet<string> = new Set<RouteKey>([
  'POST /staff/orders/:id/refunds/:refundId/retry',
  'POST /staff/orders/:id/refunds/:refundId/give-up',
  'POST /staff/devices/:id/commands',
  'GET /staff/stores/:id/tariff-replay',
  'PUT /staff/menu-items/:id',
  'POST /staff/menu-items/:id/state',
  'DELETE /staff/menu-items/:id',
  // Only who began a view ends it.
  'POST /staff/views/:id/end',
]);
/** No process here serves pictures: who is let in gets as far as that. */
const servedElsewhere: RouteKey = 'POST /staff/cameras/:id/views';

/** A person with one role whose scope reaches exactly one estate. */
async function personIn(role: PresetRole, kind: ScopeKind, estate: Estate) {
  const ids = { all: [], own: [], region: [estate.regionId], entity: [estate.entityId], stores: [estate.storeId] };
  const person = await product.staff(role, { kind, ids: ids[kind] } as Scope);
  if (kind === 'own') await bind(estate, [person.id]);
  return person;
}
function bind({ storeId }: Estate, ids: string[]) {
  const everybody = { bindableAgents: async () => new Set(ids) };
  return product.asSystem((ctx) => bindAgents(ctx, everybody, storeId, ids));
}

interface Cell {
  status: number;
  code: string | undefined;
}
/** What is wrong with an answer, or null. `reached` says whether the scope holds what was named; null where nothing was. */
function judge(cell: Cell, permitted: boolean, reached: boolean | null): string | null {
  const { status, code } = cell;
  const told = `${status} ${code ?? ''}`;
  if (status === 401 || (status >= 500 && code !== 'device_offline')) return told;
  if (!permitted) return code === 'forbidden' ? null : `allowed: ${told}`;
  if (reached === false) return status === 404 ? null : `reached: ${told}`;
  return code === 'forbidden' || (reached && status === 404) ? `refused: ${told}` : null;
}

describe('every staff route × every preset role × every scope', () => {
  const cells = presetRoles.flatMap((role) => scopeKinds.map((kind) => [role, kind] as const));

  it.each(cells)(
    '[IDN-17, IDN-8] %s with scope “%s” is let in exactly where catalogue and scope say',
    async (role, kind) => {
      const person = await personIn(role, kind, mine);
      const wrong: string[] = [];
      const own = staffAsks(mine);
      const foreign = staffAsks(theirs);
      for (const [key, route] of staffRoutes) {
        const permission = route.permission ?? null;
        const permitted = permission === null || roleMatrix[role].includes(permission);
        const asked = own[key];
        const caller = farewells.has(key) ? await product.staff(role) : person;
        if (kind === 'own' && key === 'PUT /staff/stores/:id/agents') continue;
        const answer = await caller.call(key, asked ?? {});
        const letIn = key === servedElsewhere && answer.body?.error?.code === 'unavailable';
        const cell = letIn
          ? { status: 200, code: undefined }
          : { status: answer.status, code: answer.body?.error?.code };
        if (platformWide.has(key) && kind !== 'all') {
          if (cell.code !== 'forbidden') wrong.push(`${key}: for all stores: ${cell.status}`);
          continue;
        }
        const named = asked !== undefined && !vanished.has(key);
        const verdict = judge(cell, permitted, named ? true : null);
        if (verdict) wrong.push(`${key}: ${verdict}`);
        const request = foreign[key];
        if (request === undefined || kind === 'all' || !permitted) continue;
        const outside = await person.call(key, request as Request);
        const refusal = judge({ status: outside.status, code: outside.body?.error?.code }, permitted, false);
        if (refusal) wrong.push(`${key} elsewhere: ${refusal}`);
      }
      expect(wrong).toEqual([]);
    },
  );
});

describe('every websocket topic × every preset role × every scope', () => {
  const holds = (role: PresetRole, name: RealtimeEventName) =>
    storeNewsReaders[name].some((permission) => roleMatrix[role].includes(permission));
  const names = realtimeEventName.options.filter((name) => name !== 'session.ended');

  async function listen(token: string, query: string, topics: string[]) {
    const header = query === '' ? { authorization: `Bearer ${token}` } : { cookie: `lk_staff=${token}` };
    const socket = new WebSocket(`ws://127.0.0.1:${product.port}/ws${query}`, { headers: header } as never);
    const heard: { type: string; topic?: string; name?: string; topics?: string[]; refused?: string[] }[] = [];
    socket.addEventListener('message', ({ data }) => void heard.push(JSON.parse(String(data))));
    const hear = async (type: string) => {
      await expect.poll(() => heard.some((message) => message.type === type), { timeout: 10_000 }).toBe(true);
      return heard.find((message) => message.type === type);
    };
    await hear('hello');
    socket.send(JSON.stringify({ type: 'subscribe', topics }));
    const answer = await hear('subscribed');
    return { socket, heard, hear, refused: answer?.refused ?? [], topics: answer?.topics ?? [] };
  }
  const tell = (topic: string, name: RealtimeEventName) =>
    product.bus.sendNews({ topic, name, data: { id: mine.storeId }, at: new Date().toISOString() });

  it.each(presetRoles)('[IDN-8, IDN-7] %s hears of a store what catalogue and scope say, and no more', async (role) => {
    const expected = names.filter((name) => holds(role, name));
    const topicOf = ({ storeId }: Estate) => `store:${storeId}`;
    for (const kind of scopeKinds) {
      const person = await personIn(role, kind, mine);
      const topics = ['me', topicOf(mine), topicOf(theirs)];
      const line = await listen(person.token, '?as=staff', topics);
      const refused = [
        ...(expected.length > 0 ? [] : [topicOf(mine)]),
        ...(expected.length > 0 && kind === 'all' ? [] : [topicOf(theirs)]),
      ];
      expect([kind, line.refused]).toEqual([kind, refused]);
      for (const name of names) for (const estate of [mine, theirs]) tell(topicOf(estate), name);
      tell(`staff:${person.id}`, 'message.created');
      await expect.poll(() => line.heard.some(({ topic }) => topic === 'me'), { timeout: 10_000 }).toBe(true);
      const heard = (estate: Estate) =>
        line.heard.filter(({ topic }) => topic === topicOf(estate)).map(({ name }) => name);
      expect([kind, heard(mine), heard(theirs)]).toEqual([kind, expected, kind === 'all' ? expected : []]);
      line.socket.close();
    }
  });

  it('[IDN-8] a customer hears the own news, and none of a store, another customer or staff', async () => {
    const topics = ['me', `store:${mine.storeId}`, `store:${theirs.storeId}`];
    const customer = await product.customer();
    const line = await listen(customer.token, '', topics);
    expect(line).toMatchObject({ topics: ['me'], refused: topics.slice(1) });
    for (const name of names) {
      tell(`me:${theirs.customer.id}`, name);
      tell(`staff:${customer.id}`, name);
      tell(`store:${mine.storeId}`, name);
    }
    tell(`me:${customer.id}`, 'message.created');
    await expect.poll(() => line.heard.filter(({ type }) => type === 'event').length).toBe(1);
    for (const topic of [`me:${theirs.customer.id}`, `staff:${mine.manager.id}`]) {
      line.socket.send(JSON.stringify({ type: 'subscribe', topics: [topic] }));
      expect(await line.hear('error')).toMatchObject({ type: 'error' });
    }
    line.socket.close();
  });
});
