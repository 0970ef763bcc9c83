import { describe, expect, it } from 'vitest';
import {
  draftsToExceptions,
  exceptionsToDrafts,
  parseSpans,
  planToTexts,
  spansText,
  textsToPlan,
} from './week-plan.ts';

describe('a week of hours as a person types it', () => {
  it('[ORG-6] reads spans in Chinese and Latin punctuation', () => {
    expect(parseSpans('8:00-12:00，13：00—22:00')).toEqual([
      { from: '08:00', to: '12:00' },
      { from: '13:00', to: '22:00' },
    ]);
    expect(parseSpans('22:00至02:00')).toEqual([{ from: '22:00', to: '02:00' }]);
    expect(parseSpans('00:00~24:00')).toEqual([{ from: '00:00', to: '24:00' }]);
  });

  it('[ORG-6] takes an empty day as closed and refuses what is no span', () => {
    expect(parseSpans(' ')).toEqual([]);
    for (const wrong of ['8-22', '25:00-26:00', '08:60-09:00', '08:00', '24:00-06:00', '08:00-08:00']) {
      expect(parseSpans(wrong)).toBeNull();
    }
  });

  it('[ORG-6] reads back the plan that it shows', () => {
    const day = [
      { from: '08:00', to: '12:00' },
      { from: '13:00', to: '24:00' },
    ];
    const plan = { weekdays: [day, [], day, day, day, [], []], exceptions: [{ date: '2026-10-01', spans: [] }] };
    expect(textsToPlan(planToTexts(plan), plan.exceptions)).toEqual(plan);
    expect(textsToPlan([spansText(day)], [])).toBeNull();
    expect(textsToPlan(['x', '', '', '', '', '', ''], [])).toBeNull();
  });

  it('[ORG-6] reads back the exceptions of dates that it shows, in order of dates', () => {
    const national = { date: '2026-10-01', spans: [], reason: '国庆' };
    const eve = { date: '2026-02-16', spans: [{ from: '09:00', to: '15:00' }] };
    const drafts = exceptionsToDrafts([national, eve]);
    expect(drafts[0]).toEqual({ date: '2026-10-01', closed: true, spans: '', reason: '国庆' });
    expect(draftsToExceptions(drafts)).toEqual([eve, national]);
  });

  it('[ORG-6] forgets the spans of a day that is closed, and a reason of spaces', () => {
    const draft = { date: '2026-10-01', closed: true, spans: '09:00–15:00', reason: '  ' };
    expect(draftsToExceptions([draft])).toEqual([{ date: '2026-10-01', spans: [] }]);
    expect(draftsToExceptions([{ ...draft, closed: false }])[0]?.spans).toEqual([{ from: '09:00', to: '15:00' }]);
  });
});
