import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FLOORS, mayUse, SIDEWAYS } from './floors.ts';
import { moduleTable, moduleTableFixture } from './module-table.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('[PLT-12] modules reach each other only by their public faces and downwards, and every such rule can fail', async () => {
  expect(await moduleTableFixture.run(root)).toEqual([]);
  expect(await moduleTable.run(root)).toEqual([]);
}, 120_000);

test('[PLT-12] no two modules may use each other', () => {
  const modules = FLOORS.flat();
  const circles = modules.flatMap((one) =>
    mayUse(one)
      .filter((other) => mayUse(other).includes(one))
      .map((other) => `${one} ↔ ${other}`),
  );
  expect(circles).toEqual([]);
  expect(mayUse('orders')).toContain(SIDEWAYS.orders?.[0]);
  expect(mayUse('identity')).toEqual([]);
});
