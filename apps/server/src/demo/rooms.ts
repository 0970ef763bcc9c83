import type { RoomKind, tariffsSchemas } from '@latchkey/contract';
import type { Context } from '../kernel/context.ts';
import { equipRoom } from '../modules/booking/index.ts';
import { registerDevice } from '../modules/devices/index.ts';
import { createRoom } from '../modules/organisation/index.ts';
import { publishDraft, writeDraft } from '../modules/tariffs/index.ts';
import type { MadeStore } from './chain.ts';
import { makeMenu } from './menus.ts';
import { demoStores } from './places.ts';

type Content = tariffsSchemas.TariffContent;
type Rule = Content['rules'][number];

interface DemoRoom {
  name: string;
  style: string;
  capacity: number;
  description: string;
  facilities: string[];
}

interface Venue {
  kind: RoomKind;
  bufferMinutes: number;
  rooms: DemoRoom[];
  /** Fen an hour on workdays, and from Friday evening over the weekend. */
  hourly: { work: number; weekend: number };
  climate: boolean;
  /** BKG-15: begun at once for a deposit, and billed by the minute. Fen. */
  deposit: number | null;
  packages: { label: string; minutes: number; price: number; items: { label: string; quantity: number }[] }[];
}

const room = (name: string, style: string, capacity: number, description: string, facilities: string[]): DemoRoom => ({
  ...{ name, style, capacity, description, facilities },
});

/** What the demo's three venues let by the hour; the others are shops. */
const venues: Readonly<Record<string, Venue>> = {
  kuanzhai: {
    ...{ kind: 'tea', bufferMinutes: 15, climate: true, deposit: null, hourly: { work: 5_800, weekend: 7_800 } },
    rooms: [
      room('听雨', '中式', 4, '临窗小间，可看竹影，适合两三好友。', ['茶具', '空调', '香薰']),
      room('观澜', '中式', 6, '中式大间，配罗汉床与古琴。', ['茶具', '空调', '投屏']),
      room('松风', '新中式', 6, '新中式，光线柔和，适合谈事。', ['茶具', '空调', '白板']),
      room('枕石', '日式', 4, '榻榻米小间，安静私密。', ['茶具', '空调', '坐垫']),
      room('云起', '中式', 10, '十人大包，配长桌与茶艺台。', ['茶具', '空调', '投屏', '独立卫生间']),
    ],
    packages: [{ label: '双人下午茶 3 小时', minutes: 180, price: 16_800, items: [{ label: '盖碗茶', quantity: 2 }] }],
  },
  jiefangbei: {
    ...{ kind: 'mahjong', bufferMinutes: 15, climate: true, deposit: null, hourly: { work: 4_800, weekend: 6_800 } },
    rooms: ['东风', '南风', '西风', '北风', '红中', '发财'].map((name, index) =>
      room(name, index < 4 ? '标准' : '豪华', index < 4 ? 6 : 8, '全自动麻将机，独立新风。', [
        ...['麻将机', '空调', '充电'],
        ...(index < 4 ? [] : ['沙发', '投屏']),
      ]),
    ),
    packages: [
      { label: '四小时畅打', minutes: 240, price: 16_800, items: [{ label: '冰红茶', quantity: 4 }] },
      { label: '通宵八小时', minutes: 480, price: 29_800, items: [{ label: '矿泉水', quantity: 8 }] },
    ],
  },
  xinjiekou: {
    ...{ kind: 'billiards', bufferMinutes: 0, climate: false, deposit: 5_000, hourly: { work: 3_600, weekend: 4_800 } },
    rooms: Array.from({ length: 8 }, (_, index) =>
      room(`${index + 1} 号台`, index < 6 ? '中式八球' : '斯诺克', 6, '比赛级台呢，独立灯光。', [
        '球杆',
        '巧粉',
        '记分屏',
      ]),
    ),
    packages: [],
  },
};

const everywhere = {
  ...{ roomIds: [], roomKindIds: [], weekdays: [], dayTypes: [], dateFrom: null, dateTo: null, memberLevels: [] },
  ...{ fromMinute: 0, toMinute: 1440 },
} satisfies Rule['scope'];

const byHalfHours = (hour: number) => ({ unitMinutes: 30, unitPrice: hour / 2 });
const byMinutes = (hour: number) => ({ unitMinutes: 1, unitPrice: Math.round(hour / 60) });

function pricesOf(venue: Venue): Content {
  const hourly = (
    id: string,
    label: string,
    unitPrice: number,
    priority: number,
    scope: Partial<Rule['scope']>,
  ): Rule => ({
    ...{ id, label, priority },
    scope: { ...everywhere, ...scope },
    price: { mode: 'hourly', unitMinutes: 30, unitPrice: unitPrice / 2 },
  });
  const segmented = (
    id: string,
    label: string,
    unitPrice: number,
    priority: number,
    scope: Partial<Rule['scope']>,
  ): Rule => ({
    ...{ id, label, priority },
    scope: { ...everywhere, ...scope },
    price: { mode: 'segmented', ...(venue.deposit === null ? byHalfHours(unitPrice) : byMinutes(unitPrice)) },
  });
  const { work, weekend } = venue.hourly;
  return {
    rules: [
      hourly('hourly', '平日', work, 0, {}),
      hourly('hourly-weekend', '周末', weekend, 1, { weekdays: [4, 5, 6] }),
      segmented('segment-day', '日间', Math.round((work * 9) / 20) * 2, 0, {}),
      segmented('segment-evening', '夜间', Math.round((work * 12) / 20) * 2, 1, {
        weekdays: [0, 1, 2, 3, 4, 5, 6],
        ...{ fromMinute: 1080, toMinute: 1440 },
      }),
      ...venue.packages.map(
        ({ label, minutes, price, items }, index): Rule => ({
          ...{ id: `package-${index + 1}`, label, priority: 0, scope: everywhere },
          price: {
            ...{ mode: 'package', minutes, price, extraUnitMinutes: 30, extraUnitPrice: work / 2 },
            items: items.map((item) => ({ ...item, productId: null })),
          },
        }),
      ),
    ],
    terms: [
      {
        ...{ id: 'terms', roomIds: [], roomKindIds: [], minimumCharge: null, dayCap: null, extraPeople: null },
        overtime: {
          ...{ graceMinutes: 5, unitMinutes: 30, unitPrice: work / 2, rateBasisPoints: 10_000, cap: null },
          ...{ serviceFee: null, renewsByItself: false },
        },
        payAsYouGo: venue.deposit === null ? null : { mode: 'segmented', deposit: venue.deposit },
      },
    ],
    promotions: [],
  };
}

const kinds = (venue: Venue) =>
  [
    ['power_relay', '插座', false],
    ['light', '主灯', false],
    ...(venue.climate
      ? ([
          ['air_conditioner', '空调', false],
          ['speaker', '音箱', false],
          ['power_relay', '冷柜', true],
        ] as const)
      : []),
  ] as const;

/** Rooms of the demo's venues with their devices and prices. The devices join those that the virtual stores play. */
export async function makeRooms(act: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>, stores: MadeStore[]) {
  for (const [index, store] of stores.entries()) {
    const venue = venues[demoStores[index]?.key ?? ''];
    if (!venue) continue;
    for (const [sort, { description, ...fields }] of venue.rooms.entries()) {
      await act(async (ctx) => {
        const { kind, bufferMinutes } = venue;
        const input = { ...fields, kind, bufferMinutes, description, sort, state: 'open' as const };
        const { roomId } = await createRoom(ctx, store.id, input);
        const devices = [];
        for (const [deviceKind, label, kept] of kinds(venue)) {
          const name = `${fields.name}·${label}`;
          const details = { name, model: 'LK-R1', ipAddress: null, storeId: store.id };
          const made = await registerDevice(ctx, { ...details, kind: deviceKind });
          store.devices.push({ code: made.code, kind: deviceKind, secret: made.secret, label: name });
          devices.push({ deviceId: made.deviceId, label, protected: kept });
        }
        await equipRoom(ctx, { roomId, devices });
      });
    }
    await makeMenu(act, store.id, demoStores[index]?.key ?? '');
    await act((ctx) => writeDraft(ctx, store.id, { content: pricesOf(venue), revision: 0 }));
    await act((ctx) => publishDraft(ctx, store.id, { revision: 1, note: '开业价格', effectiveFrom: null }));
  }
}
