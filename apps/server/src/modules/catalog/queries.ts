import type { catalogSchemas, StockPolicy } from '@latchkey/contract';
import { z } from 'zod';
import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { isSql, type Sql } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { mediaAddress } from '../../kernel/media.ts';
import { decodeCursor, idCursor, toPage } from '../../kernel/paging.ts';
import { getStores } from '../organisation/index.ts';
import type { CatalogPorts } from './ports.ts';
import { waitingPrices } from './review-store.ts';
import { canonicalBarcode, priceOf } from './rules.ts';
import {
  canBeHad,
  findListingByBarcode,
  findStockedListing,
  getProduct,
  type ListingRow,
  listCategories,
  listingsByIds,
  listingsOfProducts,
  listListings,
  listProducts,
  listShelf,
  type ProductRow,
} from './store.ts';
import { shelfTags } from './store-search.ts';

type Product = z.input<typeof catalogSchemas.product>;
type StaffListing = z.input<typeof catalogSchemas.staffListing>;
type PublicListing = z.input<typeof catalogSchemas.publicListing>;

/** What a cart, an order or a shelf needs to know of one listing. Prices in fen. */
export interface ListingFacts {
  listingId: string;
  storeId: string;
  productId: string;
  name: string;
  spec: string | null;
  unit: string;
  /** The address of its first picture. */
  image: string | null;
  barcode: string | null;
  categoryId: string | null;
  price: number;
  /** The library's sale price where the price is below it. */
  originalPrice: number | null;
  ageRestricted: boolean;
  restriction: 'none' | 'alcohol' | 'tobacco';
  forSale: boolean;
  stockPolicy: StockPolicy;
  lowStockAt: number | null;
}

function factsOf(row: ListingRow): ListingFacts {
  const image = row.images[0];
  return {
    listingId: row.id,
    storeId: row.storeId,
    productId: row.productId,
    name: row.name,
    spec: row.spec,
    unit: row.unit,
    image: image === undefined ? null : mediaAddress(image),
    barcode: row.barcodes[0] ?? null,
    categoryId: row.categoryId,
    ...priceOf(row),
    ageRestricted: row.ageRestricted || row.restriction !== 'none',
    restriction: row.restriction,
    forSale: row.productState === 'active' && row.shelfState === 'on',
    stockPolicy: row.stockPolicy,
    lowStockAt: row.lowStockAt,
  };
}

/** CAT-6. The listing behind a scanned code in a store, for sale or not. Throws barcode_unknown. */
export async function lookUpBarcode(ctx: ReadContext, storeId: string, barcode: string): Promise<ListingFacts> {
  const row = await findListingByBarcode(ctx.db, storeId, canonicalBarcode(barcode));
  if (!row) throw new AppError('barcode_unknown', { barcode });
  return factsOf(row);
}

/** Listings whose product is called so or has the barcode, in these stores (null: all); 1,000 at most. */
export async function findListingIds(
  ctx: ReadContext,
  { search, storeIds }: { search: string; storeIds: readonly string[] | null },
): Promise<string[]> {
  const rows = await listListings(ctx.db, { storeIds, only: null, search }, null, 1_000);
  return rows.map((row) => row.id);
}

/** Facts of listings by id, or by an expression for the array of ids; unknown ids are missing. */
export async function getListings(ctx: ReadContext, ids: readonly string[] | Sql): Promise<Map<string, ListingFacts>> {
  if (!isSql(ids) && ids.length === 0) return new Map();
  const rows = await listingsByIds(ctx.db, isSql(ids) ? ids : [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, factsOf(row)]));
}

// Screens of customers.

export async function shelf(
  ctx: ReadContext,
  ports: CatalogPorts,
  storeId: string,
  query: Input<'GET /stores/:id/listings'>['query'],
): Promise<AnswerOf<'GET /stores/:id/listings'>> {
  const after = decodeCursor(query.cursor, z.tuple([z.int(), z.string(), z.uuid()]));
  const filter = { ...query, canBeHad: query.available ? canBeHad(ports.availableSql) : undefined };
  const rows = await listShelf(ctx.db, storeId, filter, after, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.fit, row.name, row.id]);
  return { items: await presentShelf(ctx, ports, page.items.map(factsOf)), nextCursor: page.nextCursor };
}

export async function shelfCategories(
  ctx: ReadContext,
  storeId: string,
): Promise<AnswerOf<'GET /stores/:id/categories'>> {
  const tags = await shelfTags(ctx.db, storeId, 50);
  return { items: await listCategories(ctx.db, storeId, 500), tags: tags.map(({ tag }) => tag) };
}

/** Throws barcode_unknown, not_for_sale. */
export async function scan(
  ctx: ReadContext,
  ports: CatalogPorts,
  storeId: string,
  barcode: string,
): Promise<PublicListing> {
  const row = await findStockedListing(ctx.db, storeId, canonicalBarcode(barcode), ports.availableSql);
  if (!row) throw new AppError('barcode_unknown', { barcode });
  const facts = factsOf(row);
  if (!facts.forSale) throw new AppError('not_for_sale', { product: facts.name });
  return presentListing(facts, row.available);
}

async function presentShelf(
  ctx: ReadContext,
  ports: CatalogPorts,
  listings: readonly ListingFacts[],
): Promise<PublicListing[]> {
  const stock = await ports.stockOf(
    ctx,
    listings.map((facts) => facts.listingId),
  );
  return listings.map((facts) => presentListing(facts, stock.get(facts.listingId)?.available ?? 0));
}

const presentListing = (facts: ListingFacts, available: number): PublicListing => ({
  id: facts.listingId,
  productId: facts.productId,
  name: facts.name,
  spec: facts.spec,
  unit: facts.unit,
  image: facts.image,
  price: facts.price,
  originalPrice: facts.originalPrice,
  available: Math.max(0, available),
  ageRestricted: facts.ageRestricted,
  categoryId: facts.categoryId,
});

// Screens of staff.

export async function products(
  ctx: ReadContext,
  ports: CatalogPorts,
  query: Input<'GET /staff/products'>['query'],
): Promise<AnswerOf<'GET /staff/products'>> {
  requireStaff(ctx.actor, 'products');
  const after = decodeCursor(query.cursor, idCursor)?.[0] ?? null;
  const rows = await listProducts(ctx.db, query, after, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.id]);
  return { items: await presentProducts(ctx, ports, page.items), nextCursor: page.nextCursor };
}

export async function product(ctx: ReadContext, ports: CatalogPorts, productId: string): Promise<Product> {
  requireStaff(ctx.actor, 'products');
  return (await presentProducts(ctx, ports, [await getProduct(ctx.db, productId)]))[0] as Product;
}

/** CAT-13: counts and stock are those of the stores in the viewer's scope. */
async function presentProducts(ctx: ReadContext, ports: CatalogPorts, rows: readonly ProductRow[]): Promise<Product[]> {
  const listings = await listingsOfProducts(
    ctx.db,
    rows.map((row) => row.id),
    storeFilter(ctx.actor),
  );
  const stock = await ports.stockOf(
    ctx,
    listings.map((listing) => listing.id),
  );
  const byProduct = Map.groupBy(listings, (listing) => listing.productId);
  return rows.map(({ categoryId, categoryName, images, updatedAt, ...row }) => {
    const own = byProduct.get(row.id) ?? [];
    return {
      ...row,
      category: categoryId === null ? null : { id: categoryId, name: categoryName ?? '' },
      images: images.map(mediaAddress),
      listingCount: own.length,
      stockTotal: own.reduce((total, listing) => total + (stock.get(listing.id)?.onHand ?? 0), 0),
      updatedAt: updatedAt.toISOString(),
    };
  });
}

export async function categories(ctx: ReadContext): Promise<AnswerOf<'GET /staff/categories'>> {
  requireStaff(ctx.actor, 'products');
  return { items: await listCategories(ctx.db, null, 2000) };
}

export async function category(ctx: ReadContext, id: string): Promise<AnswerOf<'POST /staff/categories'>> {
  const found = (await categories(ctx)).items.find((item) => item.id === id);
  if (!found) throw new AppError('not_found');
  return found;
}

export async function staffListings(
  ctx: ReadContext,
  ports: CatalogPorts,
  query: Input<'GET /staff/listings'>['query'],
): Promise<AnswerOf<'GET /staff/listings'>> {
  requireStaff(ctx.actor, 'listings');
  const storeIds = storeFilter(ctx.actor);
  const only = query.lowStock ? await ports.lowStockListings(ctx, query.storeId ? [query.storeId] : storeIds) : null;
  const after = decodeCursor(query.cursor, idCursor)?.[0] ?? null;
  const rows = await listListings(ctx.db, { ...query, storeIds, only }, after, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.id]);
  return { items: await presentListings(ctx, ports, page.items), nextCursor: page.nextCursor };
}

export async function staffListing(ctx: ReadContext, ports: CatalogPorts, listingId: string): Promise<StaffListing> {
  requireStaff(ctx.actor, 'listings');
  const row = (await listingsByIds(ctx.db, [listingId]))[0];
  if (!row) throw new AppError('not_found');
  requireStore(ctx.actor, row.storeId);
  return (await presentListings(ctx, ports, [row]))[0] as StaffListing;
}

async function presentListings(
  ctx: ReadContext,
  ports: CatalogPorts,
  rows: readonly ListingRow[],
): Promise<StaffListing[]> {
  const stores = await getStores(
    ctx,
    rows.map((row) => row.storeId),
  );
  const stock = await ports.stockOf(
    ctx,
    rows.map((row) => row.id),
  );
  const waiting = new Map(
    (
      await waitingPrices(
        ctx.db,
        rows.map((row) => row.id),
      )
    ).map((review) => [review.listingId, review]),
  );
  return rows.map((row) => {
    const facts = factsOf(row);
    const wish = waiting.get(row.id);
    return {
      id: row.id,
      storeId: row.storeId,
      storeName: stores.get(row.storeId)?.name ?? '',
      productId: row.productId,
      name: row.name,
      spec: row.spec,
      barcodes: row.barcodes,
      image: facts.image,
      price: facts.price,
      storePrice: row.storePrice,
      priceRule: row.priceRule,
      salePrice: row.salePrice,
      waitingPrice: wish ? { reviewId: wish.id, price: wish.price, requestedAt: wish.requestedAt.toISOString() } : null,
      shelfState: row.shelfState,
      stockPolicy: row.stockPolicy,
      ...(stock.get(row.id) ?? { onHand: 0, reserved: 0, available: 0 }),
      lowStockAt: row.lowStockAt,
      version: row.version,
    };
  });
}
