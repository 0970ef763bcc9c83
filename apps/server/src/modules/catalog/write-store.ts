// SQL that writes; reads have their own file.
import { z } from 'zod';
import { mapConstraints, sql, type Tx } from '../../kernel/db.ts';
import { invalidInput } from '../../kernel/errors.ts';

export interface ProductFields {
  name: string;
  brand: string | null;
  spec: string | null;
  unit: string;
  barcodes: readonly string[];
  categoryId: string | null;
  tags: readonly string[];
  introduction: string | null;
  images: readonly string[];
  guidePrice: number;
  salePrice: number;
  discountPrice: number | null;
  cost: number | null;
  taxClass: string | null;
  shelfLifeDays: number | null;
  ageRestricted: boolean;
  restriction: 'none' | 'alcohol' | 'tobacco';
  priceRule: 'locked' | 'reviewed' | 'limits';
}

const unknownCategory = { products_category_fkey: () => invalidInput('categoryId', 'unknown') };

export const insertProduct = (tx: Tx, id: string, input: ProductFields, now: Date) =>
  mapConstraints(
    tx.run(sql`
      insert into catalog.products
        (id, name, brand, spec, unit, barcodes, category_id, tags, images, introduction, guide_price, sale_price,
         discount_price, cost, tax_class, shelf_life_days, age_restricted, restriction, price_rule, state, version,
         created_at, updated_at)
      values (${id}, ${input.name}, ${input.brand}, ${input.spec}, ${input.unit}, ${input.barcodes},
        ${input.categoryId}, ${input.tags}, ${input.images}, ${input.introduction}, ${input.guidePrice},
        ${input.salePrice}, ${input.discountPrice}, ${input.cost}, ${input.taxClass}, ${input.shelfLifeDays},
        ${input.ageRestricted}, ${input.restriction}, ${input.priceRule}, 'active', 1, ${now}, ${now})`),
    unknownCategory,
  );

export const updateProductRow = (tx: Tx, id: string, input: ProductFields, now: Date) =>
  mapConstraints(
    tx.run(sql`
      update catalog.products
      set name = ${input.name}, brand = ${input.brand}, spec = ${input.spec}, unit = ${input.unit},
        barcodes = ${input.barcodes}, category_id = ${input.categoryId}, tags = ${input.tags},
        images = ${input.images}, introduction = ${input.introduction}, guide_price = ${input.guidePrice},
        sale_price = ${input.salePrice}, discount_price = ${input.discountPrice}, cost = ${input.cost},
        tax_class = ${input.taxClass}, shelf_life_days = ${input.shelfLifeDays},
        age_restricted = ${input.ageRestricted}, restriction = ${input.restriction},
        price_rule = ${input.priceRule}, version = version + 1, updated_at = ${now}
      where id = ${id}`),
    unknownCategory,
  );

export const archiveProductRow = (tx: Tx, id: string, now: Date) =>
  tx.run(sql`
    update catalog.products set state = 'archived', version = version + 1, updated_at = ${now} where id = ${id}`);

/** Gives the codes to the product and takes its other codes away. Answers a code that belongs to another product, or null. */
export async function claimBarcodes(
  tx: Tx,
  productId: string,
  barcodes: readonly string[],
): Promise<{ barcode: string; product: string } | null> {
  await tx.run(sql`
    delete from catalog.barcodes where product_id = ${productId} and not barcode = any(${barcodes}::text[])`);
  await tx.run(sql`
    insert into catalog.barcodes (barcode, product_id)
    select barcode, ${productId}::uuid from unnest(${barcodes}::text[]) as barcode order by barcode
    on conflict (barcode) do nothing`);
  return tx.maybeRow(
    z.object({ barcode: z.string(), product: z.string() }),
    sql`
      select barcodes.barcode, products.name as product
      from catalog.barcodes join catalog.products on products.id = barcodes.product_id
      where barcodes.barcode = any(${barcodes}::text[]) and barcodes.product_id <> ${productId}
      order by barcodes.barcode
      limit 1`,
  );
}

export const insertCategory = (
  tx: Tx,
  id: string,
  input: { name: string; parentId: string | null; sort: number },
  now: Date,
) =>
  mapConstraints(
    tx.run(sql`
      insert into catalog.categories (id, parent_id, name, sort, created_at)
      values (${id}, ${input.parentId}, ${input.name}, ${input.sort}, ${now})`),
    { categories_parent_fkey: () => invalidInput('parentId', 'unknown') },
  );

export interface ListingFields {
  storePrice: number | null;
  shelfState: 'on' | 'off';
  stockPolicy: 'strict' | 'allow_negative';
  lowStockAt: number | null;
}

export const insertListing = (
  tx: Tx,
  id: string,
  where: { storeId: string; productId: string },
  input: ListingFields,
  now: Date,
) =>
  mapConstraints(
    tx.run(sql`
      insert into catalog.listings
        (id, store_id, product_id, store_price, shelf_state, stock_policy, low_stock_at, version, created_at, updated_at)
      values (${id}, ${where.storeId}, ${where.productId}, ${input.storePrice}, ${input.shelfState},
        ${input.stockPolicy}, ${input.lowStockAt}, 1, ${now}, ${now})`),
    { listings_store_product_key: () => invalidInput('productId', 'listed_already') },
  );

export const updateListingRow = (tx: Tx, id: string, input: ListingFields, now: Date) =>
  tx.run(sql`
    update catalog.listings
    set store_price = ${input.storePrice}, shelf_state = ${input.shelfState}, stock_policy = ${input.stockPolicy},
      low_stock_at = ${input.lowStockAt}, version = version + 1, updated_at = ${now}
    where id = ${id}`);

export const setStorePrice = (tx: Tx, id: string, price: number, now: Date) =>
  tx.run(sql`
    update catalog.listings set store_price = ${price}, version = version + 1, updated_at = ${now} where id = ${id}`);

export const takeOffShelf = (tx: Tx, ids: readonly string[], now: Date) =>
  tx.run(sql`
    update catalog.listings set shelf_state = 'off', version = version + 1, updated_at = ${now}
    where id = any(${ids}::uuid[]) and shelf_state = 'on'`);
