import type { FaultKind, FaultRule } from './fault-rules.ts';

/** Draws faults by rule from a seeded sequence, so a run under faults can be repeated. */
export interface Faults {
  readonly rules: readonly FaultRule[];
  replace(rules: readonly FaultRule[]): void;
  /** Returns the first matching rule that strikes, and counts it. */
  strike(kind: FaultKind, subject: string): FaultRule | null;
  /** Calls the listener when a limited rule was used up by one, so that the books can keep the count. */
  onSpent(listener: () => void): void;
}

export function createFaults(seed: number): Faults {
  const random = createRandom(seed);
  let rules: FaultRule[] = [];
  let spent: () => void = () => {};
  return {
    onSpent(listener) {
      spent = listener;
    },
    get rules() {
      return rules;
    },
    replace(next) {
      rules = next.map((rule) => ({ ...rule }));
    },
    strike(kind, subject) {
      for (const rule of rules) {
        if (rule.kind !== kind || !subject.includes(rule.match) || rule.times === 0) continue;
        if (random() >= rule.probability) continue;
        if (rule.times === null) return { ...rule };
        rule.times -= 1;
        spent();
        return { ...rule };
      }
      return null;
    },
  };
}

/** Mulberry32: small, fast and repeatable; not for secrets. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
