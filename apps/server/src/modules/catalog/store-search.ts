// CAT-8, CAT-12: SQL that finds products. Rows are named `products`, as in every statement of this module.
import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';
import { likePattern } from './rules.ts';
import { type SearchFacts, type SearchQuery, searchFacts } from './search-rules.ts';

const holds = (column: Sql, text: string | null): Sql =>
  text === null ? sql`false` : sql`coalesce(${column} like ${likePattern(text)}, false)`;

/** Fits the words, the barcode, the first letters, or is near enough to be a typing error away. */
export function fits(query: SearchQuery): Sql {
  const literal = likePattern(query.literal);
  return sql`(
    products.name ilike ${literal} or products.brand ilike ${literal} or ${query.literal.trim()} = any(products.barcodes)
    or ${holds(sql`products.search_text`, query.folded)}
    or ${
      query.pairs.length === 0
        ? sql`false`
        : sql`
      (products.search_pairs && ${query.pairs}::text[]
        and (${holds(sql`products.search_initials`, query.initials)} or ${sharesEnough(query)}))`
    }
  )`;
}

function sharesEnough({ folded, pairs, enough }: SearchQuery): Sql {
  if (folded === null || enough === 0) return sql`false`;
  return sql`
    cardinality(array(select unnest(products.search_pairs) intersect select unnest(${pairs}::text[]))) >= ${enough}`;
}

/** How well it fits: 0 begins so, 1 has it, 2 by first letters, 3 by a guess. */
export function fitOf(query: SearchQuery): Sql {
  const begins =
    query.folded === null ? sql`false` : sql`coalesce(products.search_text like ${`${query.folded}%`}, false)`;
  return sql`
    (case
      when ${begins} or ${query.literal.trim()} = any(products.barcodes) then 0
      when ${holds(sql`products.search_text`, query.folded)} or products.name ilike ${likePattern(query.literal)} then 1
      when ${holds(sql`products.search_initials`, query.written ? null : query.initials)} then 2
      else 3
    end)`;
}

export const writeSearchFacts = (tx: Tx, productId: string, facts: SearchFacts) =>
  tx.run(sql`
    update catalog.products
    set search_text = ${facts.text}, search_initials = ${facts.initials}, search_pairs = ${facts.pairs}::text[]
    where id = ${productId}`);

const findable = z.object({
  id: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  spec: z.string().nullable(),
  tags: z.array(z.string()),
});

/** Gives products that have none yet what they are found by; answers how many it did. */
export async function fillSearchFacts(tx: Tx, limit: number): Promise<number> {
  const rows = await tx.rows(
    findable,
    sql`
      select id, name, brand, spec, tags from catalog.products
      where search_text is null
      order by id
      limit ${limit}
      for update skip locked`,
  );
  const facts = rows.map((row) => ({ id: row.id, ...searchFacts(row) }));
  if (facts.length > 0)
    await tx.run(sql`
      update catalog.products
      set search_text = given.text, search_initials = given.initials, search_pairs = given.pairs
      from jsonb_to_recordset(${sql.json(facts)}) as given (id uuid, text text, initials text, pairs text[])
      where products.id = given.id`);
  return rows.length;
}

/** The words under which a store's goods are kept together, most used first. */
export const shelfTags = (db: Db, storeId: string, limit: number) =>
  db.rows(
    z.object({ tag: z.string() }),
    sql`
      select tag from catalog.listings
      join catalog.products on products.id = listings.product_id, unnest(products.tags) as tag
      where listings.store_id = ${storeId} and listings.shelf_state = 'on' and products.state = 'active'
      group by tag
      order by count(*) desc, tag
      limit ${limit}`,
  );
