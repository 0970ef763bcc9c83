import { z } from 'zod';
import { commandState, connectivity, deviceKind, deviceState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { id, idParams, instant, label, note, pageOf, pageQuery } from '../schemas.ts';

export const device = z.object({
  id,
  code: z.string(),
  kind: deviceKind,
  name: z.string(),
  model: z.string().nullable(),
  ipAddress: z.string().nullable(),
  store: z.object({ id, name: z.string() }).nullable(),
  state: deviceState,
  faults: z.array(z.string()),
  /** DEV-15: beside health; a device that stays offline beyond its kind's limit has the fault `no_communication` as well. */
  connectivity,
  /** Since when it has been online or offline; null when it never connected. */
  connectivitySince: instant.nullable(),
  battery: z.int().nullable(),
  firmware: z.string().nullable(),
  desired: z.record(z.string(), z.unknown()),
  reported: z.record(z.string(), z.unknown()),
  twinInSync: z.boolean(),
  lastSeenAt: instant.nullable(),
  createdAt: instant,
});
export const deviceCommand = z.object({
  id,
  name: z.string(),
  args: z.record(z.string(), z.unknown()),
  state: commandState,
  code: z.string().nullable(),
  requestedBy: z.string().nullable(),
  requestedAt: instant,
  sentAt: instant.nullable(),
  settledAt: instant.nullable(),
  lateAcknowledgedAt: instant.nullable(),
  expiresAt: instant,
});
export const deviceEvent = z.object({
  id,
  name: z.string(),
  data: z.record(z.string(), z.unknown()),
  at: instant,
  receivedAt: instant,
});

export const devicesRoutes = defineRoutes({
  'GET /staff/devices': {
    summary: 'Devices in scope; offline is its own state beside health.',
    audience: 'staff',
    permission: 'devices',
    query: pageQuery.extend({
      storeId: id.optional(),
      kind: deviceKind.optional(),
      state: deviceState.optional(),
      connectivity: connectivity.optional(),
      search: z.string().max(60).optional(),
    }),
    response: pageOf(device),
  },
  'POST /staff/devices': {
    summary: 'Register a device; the answer holds its secret, shown once.',
    audience: 'staff',
    permission: 'devices:edit',
    body: z.object({
      kind: deviceKind,
      name: label,
      model: label.nullable(),
      ipAddress: z.union([z.ipv4(), z.ipv6()]).nullable(),
      storeId: id.nullable(),
      code: z
        .string()
        .regex(/^[a-z0-9-]{4,40}$/)
        .optional(),
    }),
    response: z.object({ device, secret: z.string() }),
  },
  'GET /staff/devices/:id': {
    summary: 'One device.',
    audience: 'staff',
    permission: 'devices',
    params: idParams,
    response: device,
  },
  'PUT /staff/devices/:id': {
    summary: 'Change name, model, address or store.',
    audience: 'staff',
    permission: 'devices:edit',
    params: idParams,
    body: z.object({
      name: label,
      model: label.nullable(),
      ipAddress: z.union([z.ipv4(), z.ipv6()]).nullable(),
      storeId: id.nullable(),
    }),
    response: device,
  },
  'POST /staff/devices/:id/secret': {
    summary: 'Provision a new secret, shown once; the old one ends at once.',
    audience: 'staff',
    permission: 'devices:edit',
    params: idParams,
    response: z.object({ secret: z.string() }),
  },
  'POST /staff/devices/:id/stop': {
    summary: 'Take a device out of service; it can no longer connect.',
    audience: 'staff',
    permission: 'devices:edit',
    params: idParams,
    body: z.object({ reason: note }),
    response: device,
  },
  'POST /staff/devices/:id/commands': {
    summary:
      'Send a command that the device\u2019s kind declares. What opens, gives or cuts power goes through the desk, not here.',
    audience: 'staff',
    permission: 'devices:command',
    params: idParams,
    body: z.object({ name: z.string().max(40), args: z.record(z.string(), z.unknown()).default({}) }),
    response: deviceCommand,
  },
  'GET /staff/devices/:id/commands': {
    summary: 'Commands of a device, newest first.',
    audience: 'staff',
    permission: 'devices',
    params: idParams,
    query: pageQuery,
    response: pageOf(deviceCommand),
  },
  'GET /staff/devices/:id/events': {
    summary: 'Events of a device, newest first.',
    audience: 'staff',
    permission: 'devices',
    params: idParams,
    query: pageQuery,
    response: pageOf(deviceEvent),
  },
});
