import { z } from 'zod';
import { cameraState, cameraZone, viewPurpose } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { id, idParams, instant, label, pageOf, pageQuery } from '../schemas.ts';

/** Host name or address of a camera in its network. */
const host = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/);
const streamPath = z
  .string()
  .max(200)
  .regex(/^\/[\w\-./?=&%~:]*$/);

const camera = z.object({
  /** The device's id. */
  id,
  code: z.string(),
  name: z.string(),
  store: z.object({ id, name: z.string() }),
  /** Null until somebody has said where its stream is. */
  stream: z
    .object({
      zone: cameraZone,
      host: z.string(),
      port: z.int(),
      path: z.string(),
      username: z.string().nullable(),
      hasPassword: z.boolean(),
      version: z.int(),
    })
    .nullable(),
  state: cameraState,
});
const view = z.object({
  id,
  camera: z.object({ id, name: z.string().nullable() }),
  store: z.object({ id, name: z.string() }),
  staff: z.object({ id, name: z.string().nullable() }),
  purpose: viewPurpose,
  visitId: id.nullable(),
  beganAt: instant,
  endedAt: instant.nullable(),
});

export const videoRoutes = defineRoutes({
  'GET /staff/cameras': {
    summary: 'Cameras of one store.',
    audience: 'staff',
    permission: 'video',
    query: z.object({ storeId: id }),
    response: z.object({ items: z.array(camera) }),
  },
  'PUT /staff/cameras/:id/stream': {
    summary:
      'Say where a camera’s stream is and what it looks at. A password that is left out stays while host, port and user do.',
    audience: 'staff',
    permission: 'devices:edit',
    params: idParams,
    body: z.object({
      zone: cameraZone,
      host,
      port: z.int().min(1).max(65_535),
      path: streamPath,
      username: label.nullable(),
      password: z.string().min(1).max(128).nullable().optional(),
      /** The version that was read; 0 for a camera without a stream. */
      version: z.int().min(0),
    }),
    response: camera,
  },
  'POST /staff/cameras/:id/views': {
    summary:
      'Watch a camera: a WebRTC offer that only receives is answered; the view is written down with its purpose.',
    audience: 'staff',
    permission: 'video:watch',
    ratePerMinute: 30,
    params: idParams,
    body: z.object({ offer: z.string().min(20).max(60_000), purpose: viewPurpose, visitId: id.optional() }),
    response: z.object({
      viewId: id,
      answer: z.string(),
      /** VID-6: to be laid over the picture: who watches, and since when. */
      watermark: z.string(),
    }),
  },
  'POST /staff/views/:id/end': {
    summary: 'Stop watching.',
    audience: 'staff',
    permission: 'video:watch',
    params: idParams,
    response: z.object({}),
  },
  'GET /staff/views': {
    summary: 'Who looked at which pictures, newest first.',
    audience: 'staff',
    permission: 'video',
    query: pageQuery.extend({ storeId: id.optional(), cameraId: id.optional(), visitId: id.optional() }),
    response: pageOf(view),
  },
});
