import { describe, expect, test } from 'vitest';
import { isMessageKey } from '../../i18n/messages';
import { refusalCodes, refusalOf } from './refusals';

describe('refusals at the door', () => {
  test('[VIS-2] every one has its own advice and its own way on', () => {
    const advices = refusalCodes.map(
      (code) => refusalOf({ code: code as 'store_full', data: { distance: 900 } }).advice,
    );
    expect(new Set(advices).size).toBe(refusalCodes.length);
    expect(advices).not.toContain('advice.other');
  });
  test('[VIS-2] all refusals of the requirement are among them', () => {
    for (const code of ['store_closed', 'outside_attended_window', 'store_locked_down', 'member_frozen', 'store_full'])
      expect(refusalCodes).toContain(code);
    for (const code of [
      'phone_not_verified',
      'unpaid_order',
      'visit_open_elsewhere',
      'device_offline',
      'age_restricted',
    ])
      expect(refusalCodes).toContain(code);
  });
  test('[VIS-2] a store that was not told where the person stands asks, and does not call them too far away', () => {
    expect(refusalOf({ code: 'too_far_away', data: { distance: '?' } })).toMatchObject({
      text: 'refusal.placeUnknown',
      act: 'locate',
    });
    expect(refusalOf({ code: 'too_far_away', data: { distance: 1234 } })).toMatchObject({ text: null, act: 'locate' });
  });
  test('[VIS-2] what a button does has a name', () => {
    for (const code of refusalCodes)
      expect(isMessageKey(`act.${refusalOf({ code: code as 'store_full', data: {} }).act}`)).toBe(true);
  });
});
