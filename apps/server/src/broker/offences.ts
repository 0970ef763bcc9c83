/** What a device did wrong at the broker. `wrong_secret` may also be somebody who only knows the code. */
export type Offence = 'wrong_secret' | 'unknown_device' | 'foreign_topic' | 'oversized' | 'flood';

export interface OffenceCount {
  code: string;
  offence: Offence;
  count: number;
}

export interface OffenceBook {
  count(code: string, offence: Offence): void;
  /** Counts since the last drain; at most 1,000 rows, the rest of a wider attack is counted under `*`. */
  drain(): OffenceCount[];
}

export function createOffenceBook(): OffenceBook {
  let rows = new Map<string, OffenceCount>();
  return {
    count(code, offence) {
      const named = rows.size < 1_000 ? code.slice(0, 64) : '*';
      const key = `${offence} ${named}`;
      const row = rows.get(key);
      if (row) row.count += 1;
      else rows.set(key, { code: named, offence, count: 1 });
    },
    drain() {
      const drained = [...rows.values()];
      rows = new Map();
      return drained;
    },
  };
}
