/** What must not happen and did. Counted by kind, with the first of each kind in words. */
export interface Offenders {
  add(kind: string, detail: string): void;
  readonly total: number;
  /** Kinds with their number and first offenders. */
  report(): { kind: string; count: number; first: string[] }[];
}

const SHOWN = 5;

export function createOffenders(tell: (line: string) => void): Offenders {
  const kinds = new Map<string, { count: number; first: string[] }>();
  return {
    add(kind, detail) {
      const known = kinds.get(kind) ?? { count: 0, first: [] };
      known.count += 1;
      if (known.first.length < SHOWN) {
        known.first.push(detail);
        tell(`VIOLATION ${kind}: ${detail}`);
      }
      kinds.set(kind, known);
    },
    get total() {
      return [...kinds.values()].reduce((sum, { count }) => sum + count, 0);
    },
    report: () => [...kinds].map(([kind, { count, first }]) => ({ kind, count, first })),
  };
}
