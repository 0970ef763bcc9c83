import type { CameraZone, PresetRole } from '@latchkey/contract';
import { systemActor } from '../kernel/actor.ts';
import type { Context, Runtime } from '../kernel/context.ts';
import { createCategory, createListing, createProduct } from '../modules/catalog/index.ts';
import { registerDevice } from '../modules/devices/index.ts';
import {
  createFirstAdministrator,
  createStaff,
  type IdentityPorts,
  importCustomer,
  rolesByPreset,
} from '../modules/identity/index.ts';
import { recordMovements } from '../modules/inventory/index.ts';
import { createBatch, moveBatch } from '../modules/marketing/index.ts';
import { createEntity, createRegion, createStore, doorCode, fromGcj02 } from '../modules/organisation/index.ts';
import { bindDemoAgents } from './bind-demo-agents.ts';
import { type DemoGood, goods } from './goods.ts';
import { demoMembers, demoStaff } from './people.ts';
import { drawProduct } from './pictures.ts';
import { demoEntities, demoRegions, demoStores } from './places.ts';
import type { Random } from './random.ts';

export const maker = systemActor('demo');

export interface MadeStore {
  id: string;
  name: string;
  city: string;
  kind: 'retail' | 'rooms' | 'both';
  zone: string;
  doorToken: string;
  doorUrl: string;
  devices: { code: string; kind: string; secret: string; label?: string; stream?: DemoStream }[];
  goods: DemoGood[];
}

/** Of a camera, for the virtual store that plays it. */
type DemoStream = { zone: CameraZone; title: string; user: string; password: string };
type Act = <T>(work: (ctx: Context) => Promise<T>) => Promise<T>;

const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index];
  if (item === undefined) throw new Error(`The demo names item ${index} of a list of ${list.length}`);
  return item;
};

const found = (ids: ReadonlyMap<string, string>, key: string): string => {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The demo has no “${key}”`);
  return id;
};

/** Entities, regions and stores, each store with its door and counter. */
export async function makePlaces(act: Act): Promise<{ entityIds: string[]; regionIds: string[]; stores: MadeStore[] }> {
  const stores: MadeStore[] = [];
  const entityOf = new Map<string, string>();
  const regionOf = new Map<string, string>();
  for (const { key, ...entity } of demoEntities) {
    const { entityId } = await act((ctx) => createEntity(ctx, entity));
    entityOf.set(key, entityId);
  }
  for (const { key, name, parent } of demoRegions) {
    const parentId = parent === null ? null : found(regionOf, parent);
    const { regionId } = await act((ctx) => createRegion(ctx, { name, parentId }));
    regionOf.set(key, regionId);
  }
  for (const { key: _key, entity, region, ...store } of demoStores) {
    const made = await act(async (ctx) => {
      const { storeId } = await createStore(ctx, {
        ...store,
        position: fromGcj02(store.position),
        entityId: found(entityOf, entity),
        regionId: found(regionOf, region),
      });
      const door = await doorCode(ctx, storeId);
      const devices: MadeStore['devices'] = [];
      for (const [kind, name] of [
        ['door_controller', '大门控制器'],
        ['people_counter', '客流计数器'],
        ['scanner', '自助扫码枪'],
      ] as const) {
        const { code, secret } = await registerDevice(ctx, { kind, name, model: 'LK-V1', ipAddress: null, storeId });
        devices.push({ code, kind, secret });
      }
      return {
        id: storeId,
        name: store.name,
        city: store.city,
        kind: store.kind,
        zone: store.zone,
        doorToken: door.token,
        doorUrl: door.url,
        devices,
        goods: [],
      };
    });
    stores.push(made);
  }
  return { entityIds: [...entityOf.values()], regionIds: [...regionOf.values()], stores };
}

/** Categories, products with their pictures, listings and a first delivery for every store that sells goods. */
export async function makeGoods(act: Act, runtime: Runtime, stores: MadeStore[], random: Random): Promise<void> {
  const categories = new Map<string, string>();
  const categoryOf = async (name: string, parent: string | null): Promise<string> => {
    const known = categories.get(name);
    if (known) return known;
    const parentId = parent === null ? null : await categoryOf(parent, null);
    const { categoryId } = await act((ctx) => createCategory(ctx, { name, parentId, sort: categories.size }));
    categories.set(name, categoryId);
    return categoryId;
  };
  const productIds = new Map<string, string>();
  for (const good of goods) {
    await runtime.kernel.storage.put(good.pictureKey, drawProduct(good));
    const categoryId = await categoryOf(good.category, good.parentCategory);
    const { productId } = await act((ctx) =>
      createProduct(ctx, {
        name: good.name,
        brand: good.brand,
        spec: good.spec,
        unit: good.unit,
        barcodes: [good.barcode],
        categoryId,
        tags: [...good.tags],
        introduction: null,
        images: [`/media/${good.pictureKey}`],
        guidePrice: good.guidePrice,
        salePrice: good.salePrice,
        discountPrice: good.discountPrice,
        cost: good.cost,
        taxClass: null,
        shelfLifeDays: good.shelfLifeDays,
        ageRestricted: good.ageRestricted,
        restriction: good.restriction,
        priceRule: 'reviewed',
      }),
    );
    productIds.set(good.barcode, productId);
  }
  for (const store of stores) await stockStore(act, store, productIds, random);
}

async function stockStore(
  act: Act,
  store: MadeStore,
  productIds: ReadonlyMap<string, string>,
  random: Random,
): Promise<void> {
  const share = store.kind === 'rooms' ? 0.25 : 0.8;
  store.goods = goods.filter((good) => good.restriction === 'none' && random.chance(share));
  await act(async (ctx) => {
    const lines = [];
    for (const good of store.goods) {
      const { listingId } = await createListing(ctx, {
        storeId: store.id,
        productId: productIds.get(good.barcode) ?? '',
        storePrice: null,
        shelfState: 'on',
        stockPolicy: 'allow_negative',
        lowStockAt: 6,
      });
      lines.push({ listingId, quantity: random.between(24, 96), unitCost: good.cost });
    }
    for (let from = 0; from < lines.length; from += 200) {
      await recordMovements(ctx, {
        storeId: store.id,
        kind: 'receive',
        reason: '开业备货',
        lines: lines.slice(from, from + 200),
      });
    }
  });
}

/** An account for each role; the administrator first. Answers ids by login name. */
export async function makeStaff(
  act: Act,
  ports: IdentityPorts,
  password: string,
  made: { entityIds: string[]; regionIds: string[]; stores: MadeStore[] },
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const person of demoStaff) {
    const id = await act(async (ctx) => {
      if (person.role === 'platform_administrator') {
        return (
          await createFirstAdministrator(ctx, {
            loginName: person.loginName,
            name: person.name,
            lastingPassword: password,
          })
        ).id;
      }
      const roles = await rolesByPreset(ctx.db);
      const owners = {
        region: made.regionIds,
        entity: made.entityIds,
        stores: made.stores.map((store) => store.id),
        all: [],
        own: [],
      }[person.scope];
      const scope = {
        kind: person.scope,
        ids: person.scope === 'own' ? [] : person.scopeOf.map((index) => at(owners, index)),
      };
      const roleIds = [roles.get(person.role as PresetRole) ?? ''];
      return (
        await createStaff(ctx, ports, {
          loginName: person.loginName,
          name: person.name,
          phone: null,
          roleIds,
          scope,
          lastingPassword: password,
        })
      ).id;
    });
    ids.set(person.loginName, id);
  }
  for (const [index, store] of made.stores.entries()) {
    const agents = demoStaff
      .filter((person) => person.role === 'agent' && person.scopeOf.includes(index))
      .map((person) => ids.get(person.loginName) ?? '');
    await act((ctx) => bindDemoAgents(ctx, store.id, agents));
  }
  return ids;
}

/** The newcomer red packet, a coupon of the house, and one that a store pays for. */
export async function makeCoupons(act: Act, now: Date): Promise<void> {
  const year = 365 * 86_400_000;
  const shared = {
    validFrom: new Date(now.getTime() - 60_000),
    validTo: new Date(now.getTime() + year),
    storeIds: [],
    stackable: false,
  };
  const batches = [
    {
      name: '新人见面红包',
      kind: 'fixed',
      redPacket: true,
      amount: 500,
      threshold: 0,
      quantity: 100_000,
      perMember: 1,
      validDays: 30,
      bearer: 'platform',
      rule: 'registration',
    },
    {
      name: '满 30 减 4',
      kind: 'threshold',
      redPacket: false,
      amount: 400,
      threshold: 3000,
      quantity: 5000,
      perMember: 2,
      validDays: 14,
      bearer: 'platform',
      rule: 'manual',
    },
    {
      name: '夜宵满 20 减 2',
      kind: 'threshold',
      redPacket: false,
      amount: 200,
      threshold: 2000,
      quantity: 2000,
      perMember: 3,
      validDays: 14,
      bearer: 'store',
      rule: 'manual',
    },
  ] as const;
  for (const batch of batches) {
    await act(async (ctx) => {
      const batchId = await createBatch(ctx, { ...shared, ...batch });
      await moveBatch(ctx, { batchId, state: 'running' });
    });
  }
}

/** Forty members, registered before the history begins. */
export async function makeMembers(act: Act, ports: IdentityPorts, advance: () => void) {
  const members = [];
  for (const member of demoMembers) {
    members.push({
      ...member,
      id: await act((ctx) => importCustomer(ctx, ports, { phone: member.phone, name: member.name })),
    });
    advance();
  }
  return members;
}
