import type { Context, ReadContext } from '../../kernel/context.ts';
import { defineHandlers, type Input, read, write } from '../../kernel/http.ts';
import { getDeviceCommand, getStaffDevice, listDeviceCommands, listDeviceEvents, listStaffDevices } from './queries.ts';
import { registerDevice, renewSecret, stopDevice, updateDevice } from './register-device.ts';
import { commandDevice } from './send-command.ts';

export const handlers = defineHandlers({
  'GET /staff/devices': read((ctx: ReadContext, { query }: Input<'GET /staff/devices'>) =>
    listStaffDevices(ctx, query),
  ),
  'POST /staff/devices': write(async (ctx: Context, { body }: Input<'POST /staff/devices'>) => {
    const { deviceId, secret } = await registerDevice(ctx, body);
    return { device: await getStaffDevice(ctx, deviceId), secret };
  }),
  'GET /staff/devices/:id': read((ctx: ReadContext, { params }: Input<'GET /staff/devices/:id'>) =>
    getStaffDevice(ctx, params.id),
  ),
  'PUT /staff/devices/:id': write(async (ctx: Context, { params, body }: Input<'PUT /staff/devices/:id'>) => {
    await updateDevice(ctx, { ...body, deviceId: params.id });
    return getStaffDevice(ctx, params.id);
  }),
  'POST /staff/devices/:id/secret': write((ctx: Context, { params }: Input<'POST /staff/devices/:id/secret'>) =>
    renewSecret(ctx, { deviceId: params.id }),
  ),
  'POST /staff/devices/:id/stop': write(
    async (ctx: Context, { params, body }: Input<'POST /staff/devices/:id/stop'>) => {
      await stopDevice(ctx, { deviceId: params.id, reason: body.reason });
      return getStaffDevice(ctx, params.id);
    },
  ),
  'POST /staff/devices/:id/commands': write(
    async (ctx: Context, { params, body }: Input<'POST /staff/devices/:id/commands'>) =>
      getDeviceCommand(ctx, await commandDevice(ctx, { deviceId: params.id, ...body })),
  ),
  'GET /staff/devices/:id/commands': read(
    (ctx: ReadContext, { params, query }: Input<'GET /staff/devices/:id/commands'>) =>
      listDeviceCommands(ctx, params.id, query),
  ),
  'GET /staff/devices/:id/events': read((ctx: ReadContext, { params, query }: Input<'GET /staff/devices/:id/events'>) =>
    listDeviceEvents(ctx, params.id, query),
  ),
});
