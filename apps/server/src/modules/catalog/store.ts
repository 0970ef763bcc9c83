import { shelfState, stockPolicy } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, type Sql, sql } from '../../kernel/db.ts';
import { searchQuery } from './search-rules.ts';
import { fitOf, fits } from './store-search.ts';

export const restriction = z.enum(['none', 'alcohol', 'tobacco']);
export const productRow = z.object({
  id: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  spec: z.string().nullable(),
  unit: z.string(),
  barcodes: z.array(z.string()),
  categoryId: z.string().nullable(),
  categoryName: z.string().nullable(),
  tags: z.array(z.string()),
  images: z.array(z.string()),
  introduction: z.string().nullable(),
  guidePrice: z.number(),
  salePrice: z.number(),
  discountPrice: z.number().nullable(),
  cost: z.number().nullable(),
  taxClass: z.string().nullable(),
  shelfLifeDays: z.number().nullable(),
  ageRestricted: z.boolean(),
  restriction,
  priceRule: z.enum(['locked', 'reviewed', 'limits']),
  state: z.enum(['active', 'archived']),
  version: z.number(),
  updatedAt: z.date(),
});
export type ProductRow = z.output<typeof productRow>;

const productColumns = sql`
  products.id, products.name, products.brand, products.spec, products.unit, products.barcodes,
  products.category_id as "categoryId", categories.name as "categoryName", products.tags, products.images,
  products.introduction, products.guide_price as "guidePrice", products.sale_price as "salePrice",
  products.discount_price as "discountPrice", products.cost, products.tax_class as "taxClass",
  products.shelf_life_days as "shelfLifeDays", products.age_restricted as "ageRestricted", products.restriction,
  products.price_rule as "priceRule", products.state, products.version, products.updated_at as "updatedAt"`;
const productTables = sql`
  catalog.products left join catalog.categories on categories.id = products.category_id`;

export const getProduct = (db: Db, id: string) =>
  db.row(productRow, sql`select ${productColumns} from ${productTables} where products.id = ${id}`);

export const lockProduct = (db: Db, id: string) =>
  db.row(
    productRow,
    sql`select ${productColumns} from ${productTables} where products.id = ${id} for update of products`,
  );

/** A category with all below it. */
const categoriesBelow = (id: string): Sql => sql`
  with recursive below as (
    select id from catalog.categories where id = ${id}
    union
    select categories.id from catalog.categories join below on categories.parent_id = below.id
  )
  select id from below`;

const inCategory = (id: string | undefined): Sql =>
  id ? sql`and products.category_id in (${categoriesBelow(id)})` : sql.empty;

const searched = (text: string | undefined): Sql => (text ? sql`and ${fits(searchQuery(text))}` : sql.empty);

/** Newest first. */
export const listProducts = (
  db: Db,
  filter: {
    search?: string | undefined;
    categoryId?: string | undefined;
    state?: string | undefined;
    tag?: string | undefined;
  },
  after: string | null,
  limit: number,
) =>
  db.rows(
    productRow,
    sql`
      select ${productColumns} from ${productTables}
      where true ${searched(filter.search)} ${inCategory(filter.categoryId)}
        ${filter.state ? sql`and products.state = ${filter.state}` : sql.empty}
        ${filter.tag ? sql`and products.tags @> array[${filter.tag}]::text[]` : sql.empty}
        ${after === null ? sql.empty : sql`and products.id < ${after}`}
      order by products.id desc
      limit ${limit}`,
  );

/** The listings of products in the caller's stores, for counting them and their stock. */
export const listingsOfProducts = (db: Db, productIds: readonly string[], storeIds: readonly string[] | null) =>
  db.rows(
    z.object({ id: z.string(), productId: z.string(), storeId: z.string() }),
    sql`
      select id, product_id as "productId", store_id as "storeId" from catalog.listings
      where product_id = any(${productIds}::uuid[])
        ${storeIds === null ? sql.empty : sql`and store_id = any(${storeIds}::uuid[])`}
      order by id`,
  );

const categoryRow = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  sort: z.number(),
  productCount: z.number(),
});

/** Categories with the products of themselves and of all below. In a store: only those with goods on its shelves. */
export const listCategories = (db: Db, storeId: string | null, limit: number) =>
  db.rows(
    categoryRow,
    sql`
      with recursive counted as (
        select products.category_id, count(*) as goods
        from catalog.products
        ${storeId === null ? sql.empty : sql`join catalog.listings on listings.product_id = products.id`}
        where products.state = 'active' and products.category_id is not null
          ${storeId === null ? sql.empty : sql`and listings.store_id = ${storeId} and listings.shelf_state = 'on'`}
        group by products.category_id
      ), above as (
        select category_id as id, goods from counted
        union all
        select categories.parent_id, above.goods
        from above join catalog.categories on categories.id = above.id
        where categories.parent_id is not null
      )
      select categories.id, categories.parent_id as "parentId", categories.name, categories.sort,
        coalesce((select sum(goods) from above where above.id = categories.id), 0)::int as "productCount"
      from catalog.categories
      where ${storeId === null ? sql`true` : sql`categories.id in (select id from above)`}
      order by categories.sort, categories.id
      limit ${limit}`,
  );

export const listingRow = z.object({
  id: z.string(),
  storeId: z.string(),
  productId: z.string(),
  storePrice: z.number().nullable(),
  shelfState,
  stockPolicy,
  lowStockAt: z.number().nullable(),
  version: z.number(),
  name: z.string(),
  spec: z.string().nullable(),
  unit: z.string(),
  barcodes: z.array(z.string()),
  images: z.array(z.string()),
  categoryId: z.string().nullable(),
  salePrice: z.number(),
  discountPrice: z.number().nullable(),
  ageRestricted: z.boolean(),
  restriction,
  priceRule: z.enum(['locked', 'reviewed', 'limits']),
  productState: z.enum(['active', 'archived']),
});
export type ListingRow = z.output<typeof listingRow>;

const listingColumns = sql`
  listings.id, listings.store_id as "storeId", listings.product_id as "productId",
  listings.store_price as "storePrice", listings.shelf_state as "shelfState", listings.stock_policy as "stockPolicy",
  listings.low_stock_at as "lowStockAt", listings.version, products.name, products.spec, products.unit,
  products.barcodes, products.images, products.category_id as "categoryId", products.sale_price as "salePrice",
  products.discount_price as "discountPrice", products.age_restricted as "ageRestricted", products.restriction,
  products.price_rule as "priceRule", products.state as "productState"`;
const listingTables = sql`catalog.listings join catalog.products on products.id = listings.product_id`;

const behindBarcode = (storeId: string, barcode: string) => sql`
  from catalog.barcodes
  join catalog.products on products.id = barcodes.product_id
  join catalog.listings on listings.product_id = barcodes.product_id and listings.store_id = ${storeId}
  where barcodes.barcode = ${barcode}`;

/** CAT-6: three look-ups by primary or unique key, one statement. */
export const findListingByBarcode = (db: Db, storeId: string, barcode: string) =>
  db.maybeRow(listingRow, sql`select ${listingColumns} ${behindBarcode(storeId, barcode)}`);

const stockedListing = listingRow.extend({ available: z.number() });
/** The same with the pieces that can be had, by the expression of whoever knows. */
export const findStockedListing = (db: Db, storeId: string, barcode: string, available: (id: Sql) => Sql) =>
  db.maybeRow(
    stockedListing,
    sql`select ${listingColumns}, ${available(sql`listings.id`)} as available ${behindBarcode(storeId, barcode)}`,
  );

/** Listings by their ids, or by an expression for the array of them. */
export const listingsByIds = (db: Db, ids: readonly string[] | Sql) =>
  db.rows(listingRow, sql`select ${listingColumns} from ${listingTables} where listings.id = any(${ids}::uuid[])`);

export const lockListing = (db: Db, id: string) =>
  db.row(
    listingRow,
    sql`select ${listingColumns} from ${listingTables} where listings.id = ${id} for update of listings`,
  );

/** What a customer looks for on a shelf. Prices in fen, both ends included. */
export interface ShelfFilter {
  categoryId?: string | undefined;
  search?: string | undefined;
  tag?: string | undefined;
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
  /** Says whether a listing can be had now; without it all are shown. */
  canBeHad?: Sql | undefined;
}

const priceNow = sql`coalesce(listings.store_price, products.discount_price, products.sale_price)`;

/** CAT-12: what is on a store's shelves, best fit first and then by name. */
export const listShelf = (
  db: Db,
  storeId: string,
  filter: ShelfFilter,
  after: readonly [number, string, string] | null,
  limit: number,
) => {
  const fit = filter.search ? fitOf(searchQuery(filter.search)) : sql`0`;
  return db.rows(
    listingRow.extend({ fit: z.number() }),
    sql`
      select ${listingColumns}, ${fit} as fit from ${listingTables}
      where listings.store_id = ${storeId} and listings.shelf_state = 'on' and products.state = 'active'
        ${inCategory(filter.categoryId)} ${searched(filter.search)}
        ${filter.tag ? sql`and products.tags @> array[${filter.tag}]::text[]` : sql.empty}
        ${filter.minPrice === undefined ? sql.empty : sql`and ${priceNow} >= ${filter.minPrice}`}
        ${filter.maxPrice === undefined ? sql.empty : sql`and ${priceNow} <= ${filter.maxPrice}`}
        ${filter.canBeHad ? sql`and ${filter.canBeHad}` : sql.empty}
        ${after === null ? sql.empty : sql`and (${fit}, products.name, listings.id) > (${after[0]}::int, ${after[1]}, ${after[2]}::uuid)`}
      order by fit, products.name, listings.id
      limit ${limit}`,
  );
};

/** Whether pieces are there, or the shelf may owe some. */
export const canBeHad = (available: (id: Sql) => Sql): Sql =>
  sql`(listings.stock_policy = 'allow_negative' or ${available(sql`listings.id`)} > 0)`;

/** Newest first. `storeIds` null means every store, `only` limits to these listings. */
export const listListings = (
  db: Db,
  filter: {
    storeIds: readonly string[] | null;
    only: readonly string[] | null;
    storeId?: string | undefined;
    productId?: string | undefined;
    search?: string | undefined;
    shelfState?: string | undefined;
  },
  after: string | null,
  limit: number,
) =>
  db.rows(
    listingRow,
    sql`
      select ${listingColumns} from ${listingTables}
      where true
        ${filter.storeIds === null ? sql.empty : sql`and listings.store_id = any(${filter.storeIds}::uuid[])`}
        ${filter.only === null ? sql.empty : sql`and listings.id = any(${filter.only}::uuid[])`}
        ${filter.storeId ? sql`and listings.store_id = ${filter.storeId}` : sql.empty}
        ${filter.productId ? sql`and listings.product_id = ${filter.productId}` : sql.empty}
        ${filter.shelfState ? sql`and listings.shelf_state = ${filter.shelfState}` : sql.empty}
        ${searched(filter.search)}
        ${after === null ? sql.empty : sql`and listings.id < ${after}`}
      order by listings.id desc
      limit ${limit}`,
  );

export const restrictionRules = (db: Db, kind: string) =>
  db.rows(
    z.object({ regionId: z.string().nullable(), restriction: z.string(), rule: z.enum(['prohibited', 'age_gate']) }),
    sql`select region_id as "regionId", restriction, rule from catalog.restriction_rules where restriction = ${kind}`,
  );
