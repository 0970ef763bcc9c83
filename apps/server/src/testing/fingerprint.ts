// Whether refused requests change anything in the database.
import type { Reply, TestProduct } from './product.ts';

export type Send = () => Promise<Reply>;
export type Traces = (refused: readonly Send[]) => Promise<string[]>;

/** Sends requests that were refused once more, in a row, and answers the tables that are not as before. */
export async function traceFinder(product: TestProduct): Promise<Traces> {
  const { pool } = product.runtime.database;
  const { rows } = await pool.query<{ place: string }>(`
    select format('%I.%I', schemaname, tablename) as place
    from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')
    order by 1`);
  // How many rows each table has, and which transaction wrote its newest one.
  const marks = rows.map(
    ({ place }) =>
      `select '${place}' as place, count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) as mark from ${place}`,
  );
  const statement = { name: 'fingerprint', text: marks.join(' union all ') };
  const look = async () => {
    const found = await pool.query<{ place: string; mark: string }>(statement);
    return new Map(found.rows.map(({ place, mark }) => [place, mark]));
  };
  return async function traces(refused): Promise<string[]> {
    const before = await look();
    const still: Send[] = [];
    for (const send of refused) if ((await send()).status >= 400) still.push(send);
    // What an accepted one changed is right: look again without it.
    if (still.length < refused.length) return traces(still);
    const after = await look();
    return [...after].filter(([place, mark]) => before.get(place) !== mark).map(([place]) => place);
  };
}
