// BIL-3: the price on the phone beside the server's: the compiled mini-program prices generated ranges without a network, by
// the rules that it has read, and the server is asked for the same ones.
import type { tariffsSchemas } from '@latchkey/contract';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { addMenuItem } from '../../apps/server/src/modules/catalog/index.ts';
import { createRoom } from '../../apps/server/src/modules/organisation/index.ts';
import { publishDraft, writeDraft } from '../../apps/server/src/modules/tariffs/index.ts';
import { makeStoreWithDoor, staffActor } from '../../apps/server/src/testing/device-bench.ts';
import type { MiniNode } from '../../apps/shopper/test/mini-program.ts';
import { ensureBuilt, SHOPPER_WEAPP } from '../../scripts/product/builds.ts';
import { type Phone, takePhone } from './phone.ts';
import { createMiniWorld, type MiniWorld } from './world.ts';

type Content = tariffsSchemas.TariffContent;
type Rule = Content['rules'][number];
const WAIT = { timeout: 10_000, interval: 20 };
const HOUR = 3_600_000;
const manager = staffActor();

const anywhere: Rule['scope'] = {
  ...{ roomIds: [], roomKindIds: [], weekdays: [], dayTypes: [], dateFrom: null, dateTo: null, memberLevels: [] },
  ...{ fromMinute: 0, toMinute: 1440 },
};
const rule = (id: string, price: Rule['price'], scope: Partial<Rule['scope']> = {}, priority = 0): Rule => ({
  ...{ id, label: id, priority, price },
  scope: { ...anywhere, ...scope },
});
const content: Content = {
  rules: [
    rule('hour', { mode: 'hourly', unitMinutes: 60, unitPrice: 5_833 }),
    rule('hour-weekend', { mode: 'hourly', unitMinutes: 30, unitPrice: 3_901 }, { weekdays: [4, 5, 6] }, 1),
    rule('day', { mode: 'segmented', unitMinutes: 20, unitPrice: 1_777 }),
    rule('night', { mode: 'segmented', unitMinutes: 30, unitPrice: 3_333 }, { fromMinute: 1_110, toMinute: 130 }, 2),
    rule('morning', { mode: 'day_part', price: 9_900 }, { fromMinute: 0, toMinute: 750 }),
    rule('evening', { mode: 'day_part', price: 15_900 }, { fromMinute: 750, toMinute: 1_440 }),
    rule('session', { mode: 'session', minutes: 150, price: 12_345, extraUnitMinutes: 15, extraUnitPrice: 1_001 }),
    rule('tea-for-two', {
      ...{ mode: 'package', minutes: 120, price: 13_800, extraUnitMinutes: 30, extraUnitPrice: 2_200 },
      items: [{ label: '盖碗茶', quantity: 2, productId: null }],
    }),
  ],
  terms: [
    {
      ...{ id: 'terms', roomIds: [], roomKindIds: [], minimumCharge: 8_000, dayCap: 30_000, overtime: null },
      ...{ extraPeople: { included: 3, price: 777, unitMinutes: 60 }, payAsYouGo: null },
    },
  ],
  promotions: [
    {
      ...{
        id: 'early',
        label: '早鸟',
        kind: 'early_bird',
        scope: anywhere,
        modes: [],
        leadMinutes: 2_880,
        threshold: 0,
      },
      off: { kind: 'percentage', basisPoints: 1_234 },
    },
    {
      ...{
        id: 'much',
        label: '满减',
        kind: 'threshold',
        scope: anywhere,
        modes: [],
        leadMinutes: 0,
        threshold: 20_000,
      },
      off: { kind: 'amount', amount: 1_999 },
    },
  ],
};

/** A tea house that is open all day, with those prices and one tea. */
async function furnish({ harness }: MiniWorld) {
  const { storeId } = await makeStoreWithDoor(harness, { name: '听雨茶馆', kind: 'rooms' });
  return harness.as(manager, async (ctx) => {
    const { roomId } = await createRoom(ctx, storeId, {
      ...{ name: '听雨', kind: 'tea', style: null, capacity: 8, description: null, facilities: [], sort: 1 },
      ...{ bufferMinutes: 0, state: 'open' },
    });
    const { itemId } = await addMenuItem(ctx, storeId, {
      ...{ category: '茶', name: '铁观音', description: null, image: null, sort: 1, preparation: 'staff' },
      ...{ price: 3_850, options: [], listingId: null },
    });
    await writeDraft(ctx, storeId, { content, revision: 0 });
    await publishDraft(ctx, storeId, { revision: 1, note: null, effectiveFrom: null });
    return { storeId, roomId, itemId };
  });
}

let world: MiniWorld;
let phone: Phone;
let place: Awaited<ReturnType<typeof furnish>>;
beforeAll(async () => {
  await ensureBuilt(SHOPPER_WEAPP, () => undefined);
  world = await createMiniWorld();
  place = await furnish(world);
  phone = takePhone(world, 'oQuoter', '13912340009');
}, 180_000);
afterAll(() => world?.close(), 30_000);

const textOf = (node: MiniNode | undefined): string =>
  node === undefined
    ? ''
    : (node.v ?? '') +
      Object.values(node.cn ?? [])
        .map(textOf)
        .join('');
const shown = (id: string): string => textOf(phone.mini.byId(id));
const clockOf = (id: string): number => {
  const [hours = 0, minutes = 0] = shown(id).split(':').map(Number);
  return hours * 60 + minutes;
};
/** The minute of a clock that is nearest to where it was: clocks know no days. */
const near = (clock: number, before: number): number => clock + Math.round((before - clock) / 1440) * 1440;

const answer = z.object({
  offers: z.array(
    z.object({
      mode: z.string(),
      packageId: z.string().nullable(),
      quote: z.object({ total: z.int(), segments: z.array(z.object({})) }).nullable(),
    }),
  ),
});
const yuan = (fen: number): string => `¥${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;

/** What the server says to the same wish, by the ids of the phone's rows. */
async function asked(from: number, to: number, people: number, tea: number): Promise<Map<string, string>> {
  const body = {
    ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString(), people, coupon: 'best' },
    addOns: tea > 0 ? [{ itemId: place.itemId, quantity: tea, choiceIds: [] }] : [],
  };
  const response = await fetch(`${world.origin}/api/v1/rooms/${place.roomId}/quotes`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  });
  const { offers } = answer.parse(await response.json());
  return new Map(
    offers.map(({ mode, packageId, quote }) => [
      `offer-${mode}${packageId ? `-${packageId}` : ''}`,
      quote ? yuan(quote.total) : '',
    ]),
  );
}

const priceIn = (text: string): string => /¥[\d,.]+/.exec(text)?.[0] ?? '';

describe('the price of a room', () => {
  test('[BIL-3, BIL-7] is the same on a phone without a network as on the server, for generated ranges, people and tea', async () => {
    const date = new Date(Date.now() + 96 * HOUR + 8 * HOUR).toISOString().slice(0, 10);
    phone.mini.launch('pages/room/index', { id: place.roomId });
    await phone.tap(`day-${date}`);
    await phone.there('add-menu');
    const tariff = `/stores/${place.storeId}/tariff`;
    await vi.waitFor(() => expect(phone.asked('GET', tariff)[0]?.status).toBe(200), WAIT);
    phone.mini.network.plug(false);
    const midnight = Date.parse(`${date}T00:00:00+08:00`);
    let seed = 20_261_123;
    const draw = (most: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * most);
    };
    const steps = ['range-to-more', 'range-to-more', 'range-to-less', 'range-from-more', 'range-from-less'];
    const answered = () =>
      phone.asked('POST', `/rooms/${place.roomId}/quotes`).filter((one) => one.status === 200).length;
    const before = answered();
    let [from, to, tea, people] = [clockOf('range-from'), clockOf('range-to'), 0, 2];
    const priced = new Set<string>();
    for (let round = 0; round < 60; round += 1) {
      for (let step = draw(5); step >= 0; step -= 1) phone.mini.tap(steps[draw(steps.length)] ?? '');
      if (round % 9 === 5 && people < 8) {
        phone.mini.tap('people-more');
        people += 1;
      }
      if (round % 20 === 19) {
        phone.mini.tap('add-menu');
        await phone.tap(`menu-${place.itemId}-more`);
        await phone.tap('menu-done');
        tea += 1;
      }
      const last = { from, to };
      let expected = new Map<string, string>();
      // The screen follows the taps a moment later: what it shows in the end must agree with itself.
      await vi.waitFor(async () => {
        [from, to] = [near(clockOf('range-from'), last.from), near(clockOf('range-to'), last.to)];
        expected = await asked(midnight + from * 60_000, midnight + to * 60_000, people, tea);
        const onPhone = new Map([...expected.keys()].map((id) => [id, priceIn(shown(id))]));
        const wish = `${from}–${to}, ${people} people, ${tea} teas`;
        expect([wish, onPhone]).toEqual([wish, expected]);
      }, WAIT);
      expect(expected.size).toBe(5);
      for (const price of expected.values()) priced.add(price);
    }
    expect(priced.size).toBeGreaterThan(60);
    expect(answered()).toBe(before);
  }, 120_000);
});
