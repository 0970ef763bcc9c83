import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

const instant = z.iso.datetime({ offset: true });

/** What a command was sent for; the module that sent it finds its own row by it. */
export const commandReference = z.object({ kind: z.string(), id: z.uuid() });
export type CommandReference = z.infer<typeof commandReference>;

const command = z.object({
  commandId: z.uuid(),
  deviceId: z.uuid(),
  storeId: z.uuid().nullable(),
  name: z.string(),
  reference: commandReference.nullable(),
});

export const commandSent = defineEvent('devices.command_sent', command.extend({ sentAt: instant }));

/** A command has come to its end, once. */
export const commandSettled = defineEvent(
  'devices.command_settled',
  command.extend({
    state: z.enum(['acknowledged', 'rejected', 'timed_out', 'expired']),
    code: z.string().nullable(),
    sentAt: instant.nullable(),
    at: instant,
  }),
);

/** A device answered a command that had already been given up. */
export const commandAcknowledgedLate = defineEvent(
  'devices.command_acknowledged_late',
  command.extend({ outcome: z.enum(['done', 'rejected', 'expired']), code: z.string().nullable(), at: instant }),
);

/** A device reported something that its kind declares; each report once. */
export const eventReceived = defineEvent(
  'devices.event_received',
  z.object({
    deviceId: z.uuid(),
    storeId: z.uuid().nullable(),
    kind: z.string(),
    name: z.string(),
    data: z.record(z.string(), z.unknown()),
    /** Grows with each event of the device. */
    seq: z.int(),
    /** By the device's clock, which may be wrong. */
    at: instant,
    receivedAt: instant,
  }),
);

export const connectivityChanged = defineEvent(
  'devices.connectivity_changed',
  z.object({
    deviceId: z.uuid(),
    storeId: z.uuid().nullable(),
    kind: z.string(),
    name: z.string(),
    online: z.boolean(),
    at: instant,
  }),
);

/** The set of faults of a device changed. */
export const faultsChanged = defineEvent(
  'devices.faults_changed',
  z.object({
    deviceId: z.uuid(),
    storeId: z.uuid().nullable(),
    kind: z.string(),
    name: z.string(),
    appeared: z.array(z.string()),
    gone: z.array(z.string()),
    at: instant,
  }),
);

/** Bad input from a device, or in its name; the first for ten minutes of its kind. */
export const offended = defineEvent(
  'devices.offended',
  z.object({
    deviceId: z.uuid(),
    storeId: z.uuid().nullable(),
    name: z.string(),
    offence: z.string(),
    at: instant,
  }),
);
