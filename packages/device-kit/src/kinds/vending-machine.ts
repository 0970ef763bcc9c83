import { z } from 'zod';
import { defineKind } from './kind.ts';

const slot = z.string().regex(/^[A-Z0-9]{1,4}$/);

export const vendingMachine = defineKind({
  name: 'vending_machine',
  desired: z.object({ enabled: z.boolean() }),
  reported: z.object({ enabled: z.boolean(), celsius: z.number().optional(), firmware: z.string().max(32) }),
  commands: { dispense: { args: z.object({ slot, quantity: z.int().min(1).max(10) }), lifeMs: 30_000 } },
  events: { dispensed: z.object({ slot, quantity: z.int().min(1).max(10) }), jammed: z.object({ slot }) },
  checks: ['motor', 'cooling'],
  offlineFaultAfterS: 300,
});
