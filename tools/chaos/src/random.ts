import { createRandom as createSequence, type Random as Sequence } from '../../../apps/server/src/demo/random.ts';

/** A seeded sequence: the same seed makes the same shoppers, choices and blows. */
export interface Random extends Sequence {
  /** A sequence of its own for one part, so that parts do not disturb each other's draws. */
  fork(part: number): Random;
}

export const createRandom = (seed: number): Random => ({
  ...createSequence(seed),
  fork: (part) => createRandom((seed ^ Math.imul(part + 1, 0x9e3779b1)) >>> 0),
});
