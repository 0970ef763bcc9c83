import type { z } from 'zod';

/** One remotely callable action of a kind of device. */
export interface CommandDeclaration {
  args: z.ZodType;
  /** Milliseconds from issuing until the command must not run any more, where the sender does not say otherwise. */
  lifeMs: number;
}

/** What a kind of device is able to do; a new kind is one file like this and one line in kinds.ts. */
export interface KindDeclaration {
  name: string;
  /** Shape of the desired half of the twin, set by the server. */
  desired: z.ZodType;
  /** Shape of the reported half of the twin, set by the device. */
  reported: z.ZodType;
  commands: Readonly<Record<string, CommandDeclaration>>;
  /** Event name → shape of its data. */
  events: Readonly<Record<string, z.ZodType>>;
  /** Names of the checks a self-test reports on. */
  checks: readonly string[];
  /** Seconds offline until it is a red fault rather than a state. */
  offlineFaultAfterS: number;
}

export function defineKind<const T extends KindDeclaration>(kind: T): T {
  return kind;
}
