import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bookingState, movementKind, serviceKind } from '@latchkey/contract';
import { describe, expect, it } from 'vitest';
import zhCN from './locales/zh-CN.ts';

const server = fileURLToPath(new URL('../../../../server/src/', import.meta.url));
const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|testing/.test(name))
  .map((name) => readFileSync(join(server, name), 'utf8'))
  .filter((text) => /\baudit\(/.test(text));

/** Every literal of the form `module.act` in the files that write audit rows, and every kind of object that they name. */
const named = (pattern: RegExp) => [
  ...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map((m) => m[1] ?? ''))),
];
const actions = named(/action:[^\n]*?'([a-z_]+\.[a-z_]+)'/g).concat(
  named(/action:[^\n]*?: '([a-z_]+\.[a-z_]+)'/g),
  named(/: '(price_reviews\.[a-z_]+)'/g),
);
/** Acts whose names are put together from an enumeration. */
const composed = [
  ...serviceKind.options.map((kind) => `desk.${kind}`),
  ...movementKind.options.map((kind) => `stock.${kind}`),
  ...bookingState.options.map((state) => `bookings.${state}`),
];
const objects = named(/object: \{ kind: '([a-z_]+)'/g);

describe('words of the audit log', () => {
  it('[IDN-13, UX-2] every act that the server writes down has words', () => {
    expect(actions.length).toBeGreaterThan(90);
    const missing = [...actions, ...composed].filter((action) => !(action.replaceAll('.', '_') in zhCN.actions));
    expect(missing).toEqual([]);
  });

  it('[IDN-13, UX-2] every kind of object that the server names has a word', () => {
    expect(objects.length).toBeGreaterThan(20);
    expect(objects.filter((kind) => !(kind in zhCN.objects))).toEqual([]);
  });
});
