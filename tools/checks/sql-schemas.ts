// Each module owns one schema; no other module's SQL names it, except the functions that its owner publishes.
import type { Check } from './check.ts';
import { MODULES, PUBLISHED_FUNCTIONS } from './floors.ts';
import { sqlPieces } from './sql-text.ts';
import { lineAt, readTree, treeFiles } from './tree.ts';

const NAMED = new RegExp(`\\b(${['kernel', ...MODULES].join('|')})\\s*\\.\\s*([a-z_]+)`, 'g');

/** Names of other schemas in a piece of SQL. Comments and quoted texts do not count. */
export function foreignNames(sql: string, own: string): string[] {
  const bare = sql.replaceAll(/--[^\n]*/g, ' ').replaceAll(/'(?:[^']|'')*'/g, "''");
  return [...bare.matchAll(NAMED)]
    .map(([, schema = '', name = '']) => ({ schema, full: `${schema}.${name}` }))
    .filter(({ schema, full }) => schema !== own && !PUBLISHED_FUNCTIONS.includes(full))
    .map(({ full }) => full);
}

function problemsIn(root: string, path: string, own: string): string[] {
  const source = readTree(root, path);
  const pieces = path.endsWith('.sql') ? [{ text: source, at: 0 }] : sqlPieces(source);
  return pieces.flatMap(({ text, at }) =>
    foreignNames(text, own).map((name) => `${path}:${lineAt(source, at)}: SQL of ${own} names ${name}`),
  );
}

export const sqlSchemas: Check = {
  name: "SQL names its own module's schema only",
  async run(root) {
    // insight reads across by design, through views that the owners publish.
    const modules = treeFiles(root, /^apps\/server\/src\/modules\/[^/]+\/.*\.ts$/).filter((p) => !p.includes('.test.'));
    const migrations = treeFiles(root, /^apps\/server\/db\/migrations\/\d+_[a-z-]+\.sql$/);
    return [
      ...modules.map((path) => ({ path, own: path.split('/')[4] ?? '' })),
      ...migrations.map((path) => ({ path, own: /\d+_([a-z-]+)\.sql$/.exec(path)?.[1] ?? '' })),
    ]
      .filter(({ own }) => MODULES.includes(own) && own !== 'insight')
      .flatMap(({ path, own }) => problemsIn(root, path, own));
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
