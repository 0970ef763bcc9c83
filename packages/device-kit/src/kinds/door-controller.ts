import { z } from 'zod';
import { defineKind } from './kind.ts';

/** Why a door is released. `entry` alone is refused in lockdown: nobody is ever locked in by software. */
export const UNLOCK_REASONS = ['entry', 'exit', 'agent', 'emergency'] as const;
export type UnlockReason = (typeof UNLOCK_REASONS)[number];

const ticket = z.object({ step: z.int().min(0), slot: z.int().min(0).max(999) });

const release = z.object({
  reason: z.enum([...UNLOCK_REASONS, 'exit_button', 'offline_code', 'unknown']),
  commandId: z.string().max(64).nullable(),
  /** VIS-11: which offline entry code it was. */
  ticket: ticket.optional(),
});

export const unlockArgs = z.object({
  reason: z.enum(UNLOCK_REASONS),
  /** Milliseconds the lock stays released when nobody opens the door. */
  holdMs: z.int().min(500).max(60_000),
});

export const doorController = defineKind({
  name: 'door_controller',
  desired: z.object({
    lockdown: z.boolean(),
    /** VIS-11: base64url; sent, never shown nor reported back. */
    offlineKey: z.string().length(43).optional(),
  }),
  reported: z.object({
    lockdown: z.boolean(),
    locked: z.boolean(),
    contact: z.enum(['open', 'closed']),
    heldOpen: z.boolean(),
    lockFault: z.boolean(),
    /** Whether it could check an offline entry code. */
    offlineReady: z.boolean().optional(),
    firmware: z.string().max(32),
  }),
  commands: {
    unlock: { args: unlockArgs, lifeMs: 10_000 },
    lock: { args: z.object({}), lifeMs: 10_000 },
    self_test: { args: z.object({}), lifeMs: 10_000 },
  },
  events: {
    'door.unlocked': release,
    'door.locked': z.object({}),
    'door.opened': release,
    'door.closed': z.object({ openMs: z.int().min(0) }),
    'door.held_open': z.object({ openMs: z.int().min(0) }),
    'door.forced': z.object({}),
    'exit.pressed': z.object({}),
    'keypad.locked': z.object({}),
    'power.back': z.object({}),
    self_tested: z.object({ ok: z.boolean(), checks: z.record(z.string(), z.boolean()) }),
  },
  checks: ['lock', 'contact', 'exit_button'],
  offlineFaultAfterS: 120,
});
