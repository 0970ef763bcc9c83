import { expect, it } from 'vitest';
import { anywhere } from './api.ts';
import { draftOfScope, scopeOfDraft } from './scope-draft.ts';

it('[BIL-2] a scope comes back from its form as it went in, whole days and nights included', () => {
  const scopes = [
    anywhere,
    { ...anywhere, fromMinute: 1080, toMinute: 120, weekdays: [4, 5] },
    { ...anywhere, roomIds: ['a'], dateFrom: '2026-10-01', dateTo: '2026-10-07' },
    { ...anywhere, roomKindIds: ['tea' as const], dayTypes: ['holiday' as const], memberLevels: ['gold'] },
  ];
  for (const scope of scopes) expect(scopeOfDraft(draftOfScope(scope))).toEqual(scope);
});

it('[BIL-2] what was picked for another kind of place does not travel along', () => {
  const draft = { ...draftOfScope({ ...anywhere, roomIds: ['a'] }), where: 'store' as const };
  expect(scopeOfDraft(draft).roomIds).toEqual([]);
});
