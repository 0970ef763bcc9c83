import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { askOwn } from './kernel/ask-own.ts';
import { startOfLocalDay } from './kernel/calendar.ts';
import type { Config } from './kernel/config.ts';
import type { ReadContext, Runtime } from './kernel/context.ts';
import { on, type Subscription } from './kernel/events.ts';
import type { Handlers } from './kernel/http.ts';
import type { Authenticate } from './kernel/http-server.ts';
import type { JobDefinition, Sweep } from './kernel/jobs.ts';
import type { ModuleParts, Service } from './kernel/module.ts';
import type { MqttBus } from './kernel/mqtt.ts';
import type { SealedColumn } from './kernel/reseal.ts';
import type { WebPorts } from './kernel/web.ts';
import {
  bookingSealedColumns,
  bookingsPersonalData,
  closeWaits,
  createBookingModule,
  mergeBookings,
  openBookingMatters,
  pastStays,
} from './modules/booking/index.ts';
import { createCatalogModule } from './modules/catalog/index.ts';
import { createDeskModule } from './modules/desk/index.ts';
import { createDevicesModule, deviceCounts, devicesSealedColumns, doorsOfStores } from './modules/devices/index.ts';
import { createExportsModule } from './modules/exports/index.ts';
import {
  bindableAgents,
  createIdentityModule,
  createWechatMiniProgram,
  type IdentityPorts,
  identitySealedColumns,
  staffActorOf,
  staffNames,
  type WechatMiniProgram,
} from './modules/identity/index.ts';
import { insightModule } from './modules/insight/index.ts';
import { availableSql, inventoryModule, lowStockListings, stockOf } from './modules/inventory/index.ts';
import { createLedgerModule } from './modules/ledger/index.ts';
import { couponsPersonalData, marketingModule, mergeCoupons } from './modules/marketing/index.ts';
import {
  closeMembership,
  countPurchase,
  countVisit,
  createMembersModule,
  enrol,
  getMember,
  memberPersonalData,
  mergeMembers,
  noteEntry,
  visibleMemberId,
} from './modules/members/index.ts';
import {
  createMessagesModule,
  messagesPersonalData,
  messagesSealedColumns,
  preferencesPersonalData,
} from './modules/messages/index.ts';
import {
  cartSummaries,
  mergeOrders,
  openOrderMatters,
  orderCompleted,
  orderPaid,
  ordersModule,
  ordersOfVisits,
  ordersPersonalData,
  refundsUnderWay,
  salesSince,
  unpaidOrder,
} from './modules/orders/index.ts';
import {
  createOrganisationModule,
  getStores,
  organisationSealedColumns,
  storeIdsOfScope,
} from './modules/organisation/index.ts';
import { createPaymentsModule, paymentsSealedColumns } from './modules/payments/index.ts';
import { createPlatformModule } from './modules/platform/index.ts';
import { mergeReviews, reviewPhotoShown, reviewsModule, reviewsPersonalData } from './modules/reviews/index.ts';
import { calendarFacts, createTariffsModule, publishedRules } from './modules/tariffs/index.ts';
import { createVideoModule, videoSealedColumns } from './modules/video/index.ts';
import {
  birthDateData,
  createVisitsModule,
  insideCounts,
  mergeVisits,
  openVisitMatters,
  type VisitsPorts,
  visitEnded,
  visitEntered,
  visitsPersonalData,
  visitsSealedColumns,
} from './modules/visits/index.ts';
import {
  balancesOf,
  closeWallet,
  mergeWallets,
  openBalanceMatters,
  walletModule,
  walletPersonalData,
} from './modules/wallet/index.ts';
import { notices } from './notices.ts';
import { bookingNotices } from './notices-booking.ts';
import { careNotices } from './notices-care.ts';
import { changeNotices } from './notices-changes.ts';
import { deskNotices } from './notices-desk.ts';
import { menuNotices } from './notices-menu.ts';
import { version } from './version.ts';

/** The whole product as edges and background work need it. */
export interface Product {
  authenticate: Authenticate;
  handlers: Handlers[];
  subscriptions: Subscription[];
  jobs: JobDefinition[];
  sweeps: Sweep[];
  services: Service[];
  identityPorts: IdentityPorts;
  webPorts: WebPorts;
}

async function storeFigures(ctx: ReadContext, storeIds: readonly string[]) {
  const stores = await getStores(ctx, storeIds);
  const since = [...stores.values()].map((store) => ({
    storeId: store.id,
    since: startOfLocalDay(ctx.now, store.zone),
  }));
  const devices = await deviceCounts(ctx, storeIds);
  const inside = await insideCounts(ctx, storeIds);
  const sales = await salesSince(ctx, since);
  return new Map(
    storeIds.map((id) => [
      id,
      {
        deviceCount: devices.get(id)?.total ?? 0,
        devicesOnline: devices.get(id)?.online ?? 0,
        insideNow: inside.get(id) ?? 0,
        salesToday: sales.get(id)?.sales ?? 0,
        ordersToday: sales.get(id)?.orders ?? 0,
      },
    ]),
  );
}

async function doorOnline(ctx: ReadContext, storeIds: readonly string[]): Promise<Map<string, boolean>> {
  return new Map([...(await doorsOfStores(ctx, storeIds))].map(([storeId, door]) => [storeId, door.online]));
}

const emulated = z.object({ baseUrl: z.url(), appid: z.string(), appSecret: z.string() });

/** The mini-program's server API: the configured one, in demo mode the emulator's, else none. */
function miniProgramOf(config: Config): WechatMiniProgram | null {
  const { base, appId, secret } = config.miniProgram;
  if (appId && secret) return createWechatMiniProgram({ baseUrl: base, appid: appId, secret });
  if (!config.demo || config.paylabCredentials === null || !existsSync(config.paylabCredentials)) return null;
  const { baseUrl, appid, appSecret } = emulated.parse(JSON.parse(readFileSync(config.paylabCredentials, 'utf8')));
  return createWechatMiniProgram({ baseUrl, appid, secret: appSecret });
}

function createIdentityPorts(runtime: Runtime): IdentityPorts {
  return {
    wechat: miniProgramOf(runtime.kernel.config),
    onCustomerRegistered: enrol,
    async onCustomersMerged(ctx, merge) {
      await mergeMembers(ctx, merge);
      await mergeCoupons(ctx, merge);
      await mergeVisits(ctx, merge);
      await mergeOrders(ctx, merge);
      await mergeBookings(ctx, merge);
      await mergeReviews(ctx, merge);
      await mergeWallets(ctx, merge);
    },
    async onCustomerDeleted(ctx, deletion) {
      await closeMembership(ctx, deletion);
      await closeWallet(ctx, deletion);
      await closeWaits(ctx, deletion);
    },
    storeIdsOfScope,
    openMatters: async (ctx, customerId) => [
      ...(await openVisitMatters(ctx, customerId)),
      ...(await openOrderMatters(ctx, customerId)),
      ...(await openBookingMatters(ctx, customerId)),
      ...(await openBalanceMatters(ctx, customerId)),
    ],
    cardNumberOf: async (ctx, customerId) => (await getMember(ctx, customerId)).cardNumber,
    visibleMemberId,
    personalData: async (ctx, customerId) => ({
      member: await memberPersonalData(ctx, customerId),
      visits: await visitsPersonalData(ctx, customerId),
      birthDate: await birthDateData(ctx, customerId),
      orders: await ordersPersonalData(ctx, customerId),
      bookings: await bookingsPersonalData(ctx, customerId),
      reviews: await reviewsPersonalData(ctx, customerId),
      coupons: await couponsPersonalData(ctx, customerId),
      balance: await walletPersonalData(ctx, customerId),
      messages: await messagesPersonalData(ctx, customerId),
      messagePreferences: await preferencesPersonalData(ctx, customerId),
    }),
  };
}

/** The one table of what listens to what across modules beside the modules' own. */
const crossings: readonly Subscription[] = [
  on(visitEntered, 'members.note_entry', (ctx, visit) => noteEntry(ctx, { ...visit, at: new Date(visit.at) })),
  on(visitEnded, 'members.count_visit', (ctx, visit) => countVisit(ctx, { ...visit, at: new Date(visit.at) })),
  on(orderCompleted, 'members.count_purchase', (ctx, order) =>
    countPurchase(ctx, { ...order, at: new Date(order.at) }),
  ),
  ...notices,
  ...careNotices,
  ...deskNotices,
  ...bookingNotices,
  ...menuNotices,
  ...changeNotices,
];

/** PLT-8: every column that is sealed with the master keys. */
export const sealedColumns: readonly SealedColumn[] = [
  ...identitySealedColumns,
  ...organisationSealedColumns,
  ...messagesSealedColumns,
  ...devicesSealedColumns,
  ...visitsSealedColumns,
  ...paymentsSealedColumns,
  ...videoSealedColumns,
  ...bookingSealedColumns,
];

/** Builds every module with plain factories and collects what they hang into the product. */
export function wireProduct({ runtime, mqtt }: { runtime: Runtime; mqtt: MqttBus }): Product {
  const identityPorts = createIdentityPorts(runtime);
  const identity = createIdentityModule(identityPorts);
  const visitsPorts: VisitsPorts = { unpaidOrder, cartSummaries, ordersOfVisits };
  const handlers = (): Handlers => Object.assign({}, ...modules.map((module) => module.handlers ?? {}));
  const modules: ModuleParts[] = [
    identity,
    createOrganisationModule({
      storeFigures,
      doorOnline,
      insideCounts,
      staffNames,
      bindableAgents: (ctx, ids) => bindableAgents(ctx, identityPorts, ids),
    }),
    createMembersModule({ balances: balancesOf }),
    createCatalogModule({ stockOf, lowStockListings, availableSql }),
    createTariffsModule({ pastStays }),
    createDevicesModule({ mqtt }),
    inventoryModule,
    createLedgerModule({ refundsUnderWay }),
    createMessagesModule({ wechat: identityPorts.wechat }),
    createPaymentsModule(),
    marketingModule,
    walletModule,
    createVisitsModule({ ...visitsPorts, orderPaid }),
    ordersModule,
    createBookingModule({ publishedRules, calendarFacts }),
    createDeskModule(visitsPorts),
    createVideoModule({ staffActorOf: (db, id) => staffActorOf(identityPorts, db, id) }),
    reviewsModule,
    insightModule,
    createPlatformModule(version),
    createExportsModule({
      ask: (given, ask) => askOwn(given, handlers(), ask),
      staffActorOf: (db, id) => staffActorOf(identityPorts, db, id),
    }),
  ];
  return {
    authenticate: identity.authenticate,
    handlers: modules.flatMap((module) => module.handlers ?? []),
    subscriptions: [...modules.flatMap((module) => module.subscriptions ?? []), ...crossings],
    jobs: modules.flatMap((module) => module.jobs ?? []),
    sweeps: modules.flatMap((module) => module.sweeps ?? []),
    services: modules.flatMap((module) => module.services ?? []),
    identityPorts,
    webPorts: { reviewPhotoShown },
  };
}
