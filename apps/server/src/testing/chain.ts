// A small chain for database tests, made through the public verbs.
import { type Permission, type PresetRole, roleMatrix } from '@latchkey/contract';
import type { StaffActor } from '../kernel/actor.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { createListing, createProduct, type ProductInput } from '../modules/catalog/index.ts';
import { checkDigit } from '../modules/catalog/rules.ts';
import { recordMovements } from '../modules/inventory/index.ts';
import { createEntity, createStore } from '../modules/organisation/index.ts';
import type { StoreFields } from '../modules/organisation/store.ts';

/** Someone signed in with a preset role; `storeIds` null means every store. */
export function staffActor(role: PresetRole | readonly Permission[], storeIds: readonly string[] | null): StaffActor {
  return {
    kind: 'staff',
    id: newId(),
    name: '李店长',
    sessionId: newId(),
    permissions: new Set(typeof role === 'string' ? roleMatrix[role] : role),
    storeIds,
    scopeKind: storeIds === null ? 'all' : 'stores',
    mustChangePassword: false,
  };
}

export const anEntity = (changes: Partial<Parameters<typeof createEntity>[1]> = {}) => ({
  name: '杭州拾光便利有限公司',
  contactName: '陈思远',
  contactPhone: '13800001234',
  licenceNumber: null,
  payoutAccount: { holder: '杭州拾光便利有限公司', bank: '招商银行', number: '6222021234567890' },
  serviceFee: 600,
  channelFeeBearer: 'entity' as const,
  ...changes,
});

/** A store open around the clock and attended from 08:00 to 22:00. */
export const aStore = (entityId: string, changes: Partial<StoreFields> = {}): StoreFields => ({
  name: '拾光便利·文三路店',
  kind: 'retail',
  entityId,
  regionId: null,
  city: '杭州',
  address: '西湖区文三路 259 号',
  position: { longitude: 120.1276, latitude: 30.2765 },
  zone: 'Asia/Shanghai',
  phone: '0571-88001234',
  serviceFee: null,
  facilities: ['微波炉'],
  hours: { weekdays: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]), exceptions: [] },
  attended: null,
  capacity: 5,
  exitPolicy: 'agent',
  ageRestricted: false,
  proximityMetres: null,
  ...changes,
});

let products = 0;
/** A code that no other call in this process has made. */
export function freshBarcode(): string {
  const body = `690${String(process.pid % 10_000).padStart(4, '0')}${String(products++).padStart(5, '0')}`;
  return `${body}${checkDigit(body)}`;
}

export const aProduct = (changes: Partial<ProductInput> = {}): ProductInput => ({
  name: '青柠气泡水',
  brand: '山间',
  spec: '480ml',
  unit: '瓶',
  barcodes: [freshBarcode()],
  categoryId: null,
  tags: [],
  introduction: null,
  images: [],
  guidePrice: 550,
  salePrice: 500,
  discountPrice: null,
  cost: 280,
  taxClass: null,
  shelfLifeDays: 360,
  ageRestricted: false,
  restriction: 'none',
  priceRule: 'reviewed',
  ...changes,
});

/** An entity with one store. */
export async function makeStore(ctx: Context, changes: Partial<StoreFields> = {}) {
  const { entityId } = await createEntity(ctx, anEntity());
  const { storeId, number } = await createStore(ctx, aStore(entityId, changes));
  return { entityId, storeId, number };
}

/** A product on a store's shelf with pieces in stock. */
export async function makeListing(
  ctx: Context,
  storeId: string,
  options: {
    product?: Partial<ProductInput>;
    onHand?: number;
    storePrice?: number | null;
    stockPolicy?: 'strict' | 'allow_negative';
    lowStockAt?: number | null;
  } = {},
) {
  const product = aProduct(options.product);
  const { productId } = await createProduct(ctx, product);
  const { listingId } = await createListing(ctx, {
    storeId,
    productId,
    storePrice: options.storePrice ?? null,
    shelfState: 'on',
    stockPolicy: options.stockPolicy ?? 'strict',
    lowStockAt: options.lowStockAt ?? null,
  });
  const onHand = options.onHand ?? 0;
  if (onHand > 0)
    await recordMovements(ctx, {
      storeId,
      kind: 'receive',
      reason: '首批到货',
      lines: [{ listingId, quantity: onHand, unitCost: 280 }],
    });
  return { productId, listingId, barcode: product.barcodes[0] ?? '' };
}
