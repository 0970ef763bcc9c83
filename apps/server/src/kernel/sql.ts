import { createHash } from 'node:crypto';
import { type Prepared, prepareValue } from './statement-batch.ts';

/** A statement or a fragment of one: text pieces with the values that stand between them. */
export interface Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
}
/** Whether it is a fragment, not a value. */
export const isSql = (value: unknown): value is Sql => value instanceof SqlFragment;

class SqlFragment implements Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings;
    this.values = values;
  }
}

/** The text pieces of a template with fragments in it: woven once for each set of fragments, then known again. */
interface Woven {
  nested: (readonly string[] | null)[];
  strings: readonly string[];
}
const wovenBy = new WeakMap<readonly string[], Woven[]>();
/** A template whose fragments are built anew each time is not worth remembering beyond this. */
const MOST_WOVEN = 64;

function weave(strings: readonly string[], values: readonly unknown[]): readonly string[] {
  const out: string[] = [strings[0] ?? ''];
  const glue = (text: string) => {
    out[out.length - 1] += text;
  };
  values.forEach((value, index) => {
    const [first = '', ...rest] = isSql(value) ? value.strings : ['', ''];
    glue(first);
    out.push(...rest);
    glue(strings[index + 1] ?? '');
  });
  return out;
}

function stringsOf(strings: readonly string[], values: readonly unknown[]): readonly string[] {
  const known = wovenBy.get(strings) ?? [];
  const found = known.find(({ nested }) =>
    nested.every((one, index) => {
      const value = values[index];
      return isSql(value) ? one === value.strings : one === null;
    }),
  );
  if (found) return found.strings;
  const woven = {
    nested: values.map((value) => (isSql(value) ? value.strings : null)),
    strings: weave(strings, values),
  };
  if (known.length === 0) wovenBy.set(strings, known);
  if (known.length < MOST_WOVEN) known.push(woven);
  return woven.strings;
}

function flatten(strings: readonly string[], values: readonly unknown[]): SqlFragment {
  const out: unknown[] = [];
  for (const value of values) {
    if (isSql(value)) out.push(...value.values);
    else out.push(value);
  }
  return new SqlFragment(stringsOf(strings, values), out);
}

const joined = ['', '', '', ''];

/** A tagged template: values are bound as parameters, nested fragments are woven in. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  return values.some(isSql) ? flatten(strings, values) : new SqlFragment(strings, values);
}
/** Nothing; the other branch of a conditional fragment. */
sql.empty = new SqlFragment([''], []) as Sql;
/** A value bound as JSON text; needed for arrays, which the driver would send as PostgreSQL arrays. */
sql.json = (value: unknown): string => JSON.stringify(value ?? null);
/** Fragments put together with a separator. */
sql.join = (parts: readonly Sql[], separator: Sql): Sql =>
  parts.reduce<Sql>((all, part, index) => (index === 0 ? part : flatten(joined, [all, separator, part])), sql.empty);

const textCache = new WeakMap<readonly string[], { text: string; name: string }>();
const nameCache = new Map<string, string>();

/** The text with $n parameters, and the name under which it is prepared. */
function compile(statement: Sql): { text: string; name: string } {
  const known = textCache.get(statement.strings);
  if (known) return known;
  const text = statement.strings.reduce((all, part, index) => (index === 0 ? part : `${all}$${index}${part}`));
  let name = nameCache.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 20);
    nameCache.set(text, name);
  }
  const compiled = { text, name };
  textCache.set(statement.strings, compiled);
  return compiled;
}

/** Throws for a value that cannot be sent, before anything is. */
export const prepare = (statement: Sql): Prepared => ({
  ...compile(statement),
  values: statement.values.map(prepareValue),
});
