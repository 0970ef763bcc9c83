// All checks of the house, in the order of their speed.
import type { Check } from './check.ts';
import { locales } from './locales.ts';
import { moduleTable, moduleTableFixture } from './module-table.ts';
import { size } from './size.ts';
import { sqlPlaces, sqlSchemas } from './sql-schemas.ts';
import { testTitles } from './test-titles.ts';
import { words } from './words.ts';

export type { Check } from './check.ts';
export { requirementIds } from './test-titles.ts';

export const CHECKS: readonly Check[] = [
  words,
  size,
  testTitles,
  locales,
  sqlSchemas,
  sqlPlaces,
  moduleTable,
  moduleTableFixture,
];
