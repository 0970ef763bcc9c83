// Each module owns one schema; no other module's SQL names its tables. The SQL functions that an owner's migrations
// create are its public face in SQL, so that a hot transaction of another module can be one round trip.
import type { Check } from './check.ts';
import { MODULES } from './floors.ts';
import { sqlPieces } from './sql-text.ts';
import { lineAt, readTree, treeFiles } from './tree.ts';

const NAMED = new RegExp(`\\b(${['kernel', ...MODULES].join('|')})\\s*\\.\\s*([a-z_]+)`, 'g');

/** Names of other schemas in a piece of SQL. Comments and quoted texts do not count. */
export function foreignNames(sql: string, own: string, published: ReadonlySet<string>): string[] {
  const bare = sql.replaceAll(/--[^\n]*/g, ' ').replaceAll(/'(?:[^']|'')*'/g, "''");
  return [...bare.matchAll(NAMED)]
    .map(([, schema = '', name = '']) => ({ schema, full: `${schema}.${name}` }))
    .filter(({ schema, full }) => schema !== own && !published.has(full))
    .map(({ full }) => full);
}

/** Functions that the migrations create: `inventory.reserve`, `kernel.refuse_change`, … */
function publishedFunctions(root: string, migrations: readonly string[]): Set<string> {
  const created = /create\s+(?:or\s+replace\s+)?function\s+([a-z_]+\.[a-z_]+)/gi;
  return new Set(migrations.flatMap((path) => [...readTree(root, path).matchAll(created)].map((hit) => hit[1] ?? '')));
}

function problemsIn(root: string, path: string, own: string, published: ReadonlySet<string>): string[] {
  const source = readTree(root, path);
  const pieces = path.endsWith('.sql') ? [{ text: source, at: 0 }] : sqlPieces(source);
  return pieces.flatMap(({ text, at }) =>
    foreignNames(text, own, published).map((name) => `${path}:${lineAt(source, at)}: SQL of ${own} names ${name}`),
  );
}

export const sqlSchemas: Check = {
  name: "SQL names its own module's schema only",
  async run(root) {
    // insight reads across by design, through views that the owners publish.
    const modules = treeFiles(root, /^apps\/server\/src\/modules\/[^/]+\/.*\.ts$/).filter((p) => !p.includes('.test.'));
    const migrations = treeFiles(root, /^apps\/server\/db\/migrations\/\d+_[a-z-]+\.sql$/);
    const published = publishedFunctions(root, migrations);
    return [
      ...modules.map((path) => ({ path, own: path.split('/')[4] ?? '' })),
      ...migrations.map((path) => ({ path, own: /\d+_([a-z-]+)\.sql$/.exec(path)?.[1] ?? '' })),
    ]
      .filter(({ own }) => MODULES.includes(own) && own !== 'insight')
      .flatMap(({ path, own }) => problemsIn(root, path, own, published));
  },
};

/** SQL is written in store.ts and queries.ts, where the next reader looks for it. */
export const sqlPlaces: Check = {
  name: 'SQL lives in stores and queries',
  async run(root) {
    return treeFiles(root, /^apps\/server\/src\/modules\/.*\.ts$/)
      .filter(
        (path) => !/\/((store|queries|views)(-[a-z-]+)?|[a-z-]+-(store|queries))\.ts$|\.test\.ts$|testing/.test(path),
      )
      .flatMap((path) => {
        const source = readTree(root, path);
        return sqlPieces(source)
          .filter(({ text }) => /\b(select|insert|update|delete)\b/i.test(text))
          .map(({ at }) => `${path}:${lineAt(source, at)}: SQL outside of store and queries`);
      });
  },
};
