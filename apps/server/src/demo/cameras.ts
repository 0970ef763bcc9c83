import type { CameraZone } from '@latchkey/contract';
import type { Context } from '../kernel/context.ts';
import { randomToken } from '../kernel/crypto.ts';
import { registerDevice } from '../modules/devices/index.ts';
import { setCameraStream } from '../modules/video/index.ts';
import type { MadeStore } from './chain.ts';

const AT_SHOPS: readonly (readonly [CameraZone, string, string])[] = [
  ['entrance', '门口摄像头', 'DOOR'],
  ['sales_floor', '货架摄像头', 'SHELVES'],
];
const AT_ROOMS: readonly (readonly [CameraZone, string, string])[] = [
  ['entrance', '门口摄像头', 'DOOR'],
  ['corridor', '走廊摄像头', 'CORRIDOR'],
];

/** Two cameras for each store, never inside a room. Their streams are those of the virtual stores. */
export async function makeCameras(
  act: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>,
  stores: MadeStore[],
  port: number,
): Promise<void> {
  for (const store of stores)
    for (const [zone, name, title] of store.kind === 'rooms' ? AT_ROOMS : AT_SHOPS)
      await act(async (ctx) => {
        const details = { kind: 'camera' as const, name, model: 'LK-C1', ipAddress: '127.0.0.1', storeId: store.id };
        const { deviceId, code, secret } = await registerDevice(ctx, details);
        const login = { user: 'latchkey', password: randomToken(12) };
        const where = { zone, host: '127.0.0.1', port, path: `/${code}` };
        const body = { ...where, username: login.user, password: login.password, version: 0 };
        await setCameraStream(ctx, deviceId, body, () => 'unknown');
        store.devices.push({ code, kind: 'camera', secret, stream: { zone, title, ...login } });
      });
}
