import { errorMessage, openingPurpose, visitState } from '@latchkey/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideEntry, type EntryFacts, endingOf, fullYears, isOpen, metresBetween, nextStep } from './rules.ts';

const OPEN: EntryFacts = {
  store: {
    id: 'here',
    state: 'open',
    lockdown: false,
    openNow: true,
    attendedNow: true,
    hoursText: '08:00–22:00',
    attendedText: '08:00–24:00',
    capacity: 5,
    ageRestricted: false,
    proximityMetres: null,
  },
  member: { state: 'normal', consented: true, phoneVerified: true, age: null, owesOrder: null },
  visit: null,
  occupancy: 0,
  door: { online: true },
  distance: null,
};

interface Change {
  store?: Partial<EntryFacts['store']>;
  member?: Partial<EntryFacts['member']>;
  rest?: Partial<EntryFacts>;
}

function decide({ store, member, rest }: Change) {
  const facts = { ...OPEN, ...rest, store: { ...OPEN.store, ...store }, member: { ...OPEN.member, ...member } };
  return decideEntry(facts);
}

const refusals: [string, Change, object?][] = [
  ['store_closed', { store: { openNow: false } }, { hours: '08:00–22:00' }],
  ['outside_attended_window', { store: { attendedNow: false } }, { hours: '08:00–24:00' }],
  ['store_locked_down', { store: { lockdown: true } }],
  ['store_suspended', { store: { state: 'suspended', openNow: false } }],
  ['unpaid_order', { member: { owesOrder: 'order-1' } }, { orderId: 'order-1' }],
  ['visit_open_elsewhere', { rest: { visit: { storeId: 'there', storeName: '西湖店' } } }, { store: '西湖店' }],
  ['store_full', { rest: { occupancy: 5 } }],
  ['device_offline', { rest: { door: { online: false } } }],
  ['device_offline', { rest: { door: null } }],
  ['too_far_away', { store: { proximityMetres: 200 }, rest: { distance: 201 } }, { distance: 201 }],
  ['too_far_away', { store: { proximityMetres: 200 } }],
  ['age_unknown', { store: { ageRestricted: true } }],
  ['age_restricted', { store: { ageRestricted: true }, member: { age: 17 } }],
  ['member_frozen', { member: { state: 'frozen' } }],
  ['consent_required', { member: { consented: false } }],
  ['phone_not_verified', { member: { phoneVerified: false } }],
];

describe('who may come in', () => {
  it('[VIS-1] admits a member in good standing at an open store', () => {
    expect(decide({})).toEqual({ admit: true, purpose: 'entry' });
    expect(decide({ store: { proximityMetres: 200 }, rest: { distance: 200 } }).admit).toBe(true);
    expect(decide({ store: { ageRestricted: true }, member: { age: 18 } }).admit).toBe(true);
  });

  it('[VIS-4] refuses a frozen member', () => {
    expect(decide({ member: { state: 'frozen' } })).toMatchObject({ refusal: { code: 'member_frozen' } });
  });

  it('[VIS-18] refuses a member without a verified phone with a code of its own', () => {
    expect(decide({ member: { phoneVerified: false } })).toMatchObject({ refusal: { code: 'phone_not_verified' } });
  });

  for (const [code, change, data] of refusals) {
    it(`[VIS-2] refuses with ${code} and says why (${JSON.stringify(change)})`, () => {
      expect(decide(change)).toMatchObject({ admit: false, refusal: { code, ...(data ? { data } : {}) } });
    });
  }

  it('[VIS-2] has a text of its own in each of three languages for each refusal, with every place filled', () => {
    const seen = new Set<string>();
    for (const [code, change] of refusals) {
      const decision = decide(change);
      if (decision.admit) throw new Error(`${code} was admitted`);
      const texts = (['zh-CN', 'en', 'zh-TW'] as const).map((locale) =>
        errorMessage(decision.refusal.code, locale, decision.refusal.data),
      );
      expect(new Set(texts).size, code).toBe(3);
      expect(texts.join(' '), code).not.toMatch(/[{}]|undefined|null/);
      seen.add(texts.join(' '));
    }
    expect(seen.size).toBeGreaterThanOrEqual(new Set(refusals.map(([code]) => code)).size);
  });

  it('[VIS-2] counts full years by the calendar, also for those born on 29 February', () => {
    expect(fullYears('2008-05-01', '2026-04-30')).toBe(17);
    expect(fullYears('2008-05-01', '2026-05-01')).toBe(18);
    expect(fullYears('2008-02-29', '2026-02-28')).toBe(17);
    expect(fullYears('2008-02-29', '2026-03-01')).toBe(18);
  });

  it('[VIS-4] admits an abnormal member', () => {
    expect(decide({ member: { state: 'abnormal' } }).admit).toBe(true);
  });

  it('[VIS-19] lets a member rejoin an open visit, also in a full store and with an unpaid order, but not when frozen', () => {
    const visit = { storeId: 'here', storeName: '河畔店' };
    expect(decide({ rest: { visit, occupancy: 9 } })).toEqual({ admit: true, purpose: 're_entry' });
    expect(decide({ rest: { visit }, member: { owesOrder: 'order-1' } })).toMatchObject({ purpose: 're_entry' });
    expect(decide({ rest: { visit }, member: { state: 'frozen' } })).toMatchObject({ admit: false });
    expect(decide({ rest: { visit }, store: { lockdown: true } })).toMatchObject({ admit: false });
  });
});

describe('the way out', () => {
  it('[VIS-3] ends a visit by what was bought and by which way out', () => {
    const base = { paid: false, purpose: 'exit_granted', unpaidLines: 0, button: false } as const;
    expect(endingOf(base)).toEqual({ state: 'ended', ending: 'no_purchase' });
    expect(endingOf({ ...base, paid: true, purpose: 'exit_paid' })).toEqual({ state: 'ended', ending: 'purchase' });
    expect(endingOf({ ...base, purpose: 'emergency' })).toEqual({ state: 'ended', ending: 'emergency' });
    const taken = { ...base, purpose: 'emergency', unpaidLines: 2, button: true } as const;
    expect(endingOf(taken)).toEqual({ state: 'abnormal', ending: 'abnormal' });
  });

  it('[VIS-8] every open visit has a next step, and an ended one has none', () => {
    const opening = fc.record({
      purpose: fc.constantFrom(...openingPurpose.options),
      state: fc.constantFrom(
        'requested',
        'sent',
        'acknowledged',
        'opened',
        'rejected',
        'timed_out',
        'expired',
        'failed',
      ),
    });
    const facts = fc.record({
      state: fc.constantFrom(...visitState.options),
      paid: fc.boolean(),
      exitRequested: fc.boolean(),
      cartLines: fc.nat(9),
      unpaidOrder: fc.boolean(),
      opening: fc.option(opening),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const step = nextStep(given);
        expect(step === 'none').toBe(!isOpen(given.state));
      }),
    );
  });
});

describe('distance', () => {
  it('[VIS-2] is symmetric, never negative, and right for a known pair', () => {
    const position = fc.record({
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    });
    fc.assert(
      fc.property(position, position, (a, b) => {
        expect(metresBetween(a, b)).toBe(metresBetween(b, a));
        expect(metresBetween(a, b)).toBeGreaterThanOrEqual(0);
        expect(metresBetween(a, a)).toBe(0);
      }),
    );
    const tiananmen = { longitude: 116.3975, latitude: 39.9087 };
    const peoplesSquare = { longitude: 121.4737, latitude: 31.2304 };
    expect(metresBetween(tiananmen, peoplesSquare) / 1_000).toBeCloseTo(1_067, -1);
  });
});
