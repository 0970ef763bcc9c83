// Input for routes, made from their schemas: mostly well-formed, with values at and beyond every edge.
import fc from 'fast-check';
import { z } from 'zod';

interface Schema {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
}

/** Values that no schema hopes for. */
const nasty = fc.constantFrom<unknown>(
  ...[null, true, -1, 0, 0.5, 1e9, 1e21, 2 ** 31, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER],
  ...[
    '',
    ' ',
    'NaN',
    '0',
    '-1',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udc00y',
    '\u202e',
    '💰'.repeat(40),
    'x'.repeat(5_000),
  ],
  ...["' or 1=1 --", '%', '\\', '../../etc/passwd', '<script>', '\r\nset-cookie: a=b'],
  ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '2026-01-01T00:00:00+23:59', '2026-02-30T00:00:00Z'],
  ...[[], {}, [[]], { $ne: null }, ['a', 'b']],
);
const texts = fc.oneof(
  fc.constantFrom('青柠气泡水', 'ab', 'O-2606', '%_\\', 'x\ud800y', '\ud800', '💳 café'),
  fc.string({ maxLength: 12, unit: 'binary' }),
);
const instants = fc.constantFrom(
  ...['2026-06-01T00:00:00Z', '0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'],
  ...['2026-06-01T00:00:00+23:59', '2026-06-01T00:00:00-23:59', '2026-06-01T00:00:00.123456789+08:00'],
);

function text(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid());
  if (schema.format === 'date-time') return instants;
  if (schema.format === 'date') return fc.constantFrom('2026-06-01', '0000-01-01', '9999-12-31');
  if (schema.pattern === undefined || schema.pattern.includes('\\p')) return texts;
  return fc.stringMatching(new RegExp(schema.pattern));
}

function number({ type, minimum = -1e15, maximum = 1e15 }: Schema): fc.Arbitrary<number> {
  const [least, most] = [Math.max(minimum, -Number.MAX_SAFE_INTEGER), Math.min(maximum, Number.MAX_SAFE_INTEGER)];
  const edges = fc.constantFrom(least, most, Math.min(most, Math.max(least, 1)));
  return type === 'integer'
    ? fc.oneof(edges, fc.integer({ min: Math.max(least, -1e9), max: Math.min(most, 1e9) }))
    : edges;
}

function wellFormed(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => arbitraryOf(one, ids)));
  if (schema.type === 'string') return text(schema, ids);
  if (schema.type === 'integer' || schema.type === 'number') return number(schema);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'array') {
    const { items = {}, minItems = 0, maxItems = 3 } = schema;
    return fc.array(arbitraryOf(items, ids), {
      minLength: minItems,
      maxLength: Math.max(minItems, Math.min(3, maxItems)),
    });
  }
  if (schema.type === 'object') return object(schema, ids);
  return nasty;
}

function object({ properties = {}, required = [] }: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, arbitraryOf(one, ids)]));
  const known = fc.record(model, { requiredKeys: required.filter((name) => name in model) });
  const polluted = known.map((value) =>
    JSON.parse(`{"__proto__":{"admin":true},${JSON.stringify(value).slice(1)}`.replace(',}', '}')),
  );
  return fc.oneof({ weight: 20, arbitrary: known }, { weight: 1, arbitrary: polluted });
}

function arbitraryOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 24, arbitrary: wellFormed(schema, ids) }, { weight: 1, arbitrary: nasty });
}

/** Input for a schema; identifiers are often taken from `ids`. */
export function inputFor(schema: z.ZodType | undefined, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (!schema) return fc.constant(undefined);
  return arbitraryOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema, ids);
}

/** A query string of parsed input. */
export function queryString(input: unknown): string {
  const parts = Object.entries((input ?? {}) as Record<string, unknown>);
  return parts
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value).toWellFormed())}`)
    .join('&');
}
