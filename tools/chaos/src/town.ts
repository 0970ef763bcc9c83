// The stores in which the shoppers shop, made through the product's own verbs before any server runs.
import { systemActor } from '../../../apps/server/src/kernel/actor.ts';
import type { Config } from '../../../apps/server/src/kernel/config.ts';
import type { Context } from '../../../apps/server/src/kernel/context.ts';
import { createListing, createProduct } from '../../../apps/server/src/modules/catalog/index.ts';
import { registerDevice } from '../../../apps/server/src/modules/devices/index.ts';
import { recordMovements } from '../../../apps/server/src/modules/inventory/index.ts';
import { createEntity, createStore, doorCode } from '../../../apps/server/src/modules/organisation/index.ts';
import { assemble } from '../../../apps/server/src/server.ts';

export interface TownStore {
  readonly id: string;
  readonly doorToken: string;
  readonly device: { readonly code: string; readonly secret: string };
  /** Barcodes of the goods on its shelf. */
  readonly goods: readonly string[];
}

const GOODS = 6;
const PIECES_AT_MOST = 3;
const always = { weekdays: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]), exceptions: [] };

/** A valid EAN-13 of a number. */
function barcodeOf(number: number): string {
  const body = `6900${String(number).padStart(8, '0')}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

async function makeProducts(ctx: Context): Promise<{ productId: string; barcode: string }[]> {
  const made = [];
  for (let at = 0; at < GOODS; at += 1) {
    const barcode = barcodeOf(at);
    const { productId } = await createProduct(ctx, {
      name: `青柠气泡水 ${at + 1} 号`,
      brand: '山间',
      spec: '480ml',
      unit: '瓶',
      barcodes: [barcode],
      categoryId: null,
      tags: [],
      introduction: null,
      images: [],
      guidePrice: 390 + at * 137,
      salePrice: 390 + at * 137,
      discountPrice: at % 3 === 0 ? 333 + at * 137 : null,
      cost: 200,
      taxClass: null,
      shelfLifeDays: 360,
      ageRestricted: false,
      restriction: 'none',
      priceRule: 'limits',
    });
    made.push({ productId, barcode });
  }
  return made;
}

async function makeStore(ctx: Context, entityId: string, at: number): Promise<Omit<TownStore, 'goods'>> {
  const { storeId } = await createStore(ctx, {
    name: `河畔店 ${at + 1}`,
    kind: 'retail',
    entityId,
    regionId: null,
    city: '杭州',
    address: `滨江区江南大道 ${at + 1} 号`,
    position: { longitude: 120.21, latitude: 30.21 },
    zone: 'Asia/Shanghai',
    phone: null,
    serviceFee: null,
    facilities: [],
    hours: always,
    attended: always,
    capacity: null,
    exitPolicy: 'agent',
    ageRestricted: false,
    proximityMetres: null,
  });
  const details = { name: '前门', model: null, ipAddress: null, storeId };
  const { code, secret } = await registerDevice(ctx, { ...details, kind: 'door_controller' });
  return { id: storeId, doorToken: (await doorCode(ctx, storeId)).token, device: { code, secret } };
}

/** Stores with a door each, and on every shelf more than all shoppers together can carry. */
export async function makeTown(config: Config, stores: number, orders: number): Promise<TownStore[]> {
  const { runtime } = assemble(config);
  const act = <T>(work: (ctx: Context) => Promise<T>) => runtime.transaction(systemActor('chaos'), work);
  try {
    const products = await act(makeProducts);
    const { entityId } = await act((ctx) =>
      createEntity(ctx, {
        name: '河畔商贸',
        contactName: null,
        contactPhone: null,
        licenceNumber: null,
        serviceFee: 600,
        channelFeeBearer: 'entity',
      }),
    );
    const town: TownStore[] = [];
    for (let at = 0; at < stores; at += 1) {
      const store = await act((ctx) => makeStore(ctx, entityId, at));
      await act(async (ctx) => {
        const lines = [];
        for (const { productId } of products) {
          const shelf = { storePrice: null, shelfState: 'on', stockPolicy: 'strict', lowStockAt: null } as const;
          const { listingId } = await createListing(ctx, { storeId: store.id, productId, ...shelf });
          lines.push({ listingId, quantity: 200 + orders * PIECES_AT_MOST * 2, unitCost: 200 });
        }
        await recordMovements(ctx, { storeId: store.id, kind: 'receive', reason: '首批到货', lines });
      });
      town.push({ ...store, goods: products.map(({ barcode }) => barcode) });
    }
    return town;
  } finally {
    await runtime.database.close();
  }
}
