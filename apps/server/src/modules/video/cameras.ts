import type { CameraState } from '@latchkey/contract';
import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { type DeviceFacts, deviceFacts, devicesOfKind } from '../devices/index.ts';
import { getStores } from '../organisation/index.ts';
import { type CameraRow, camerasByIds, findCamera, saveCamera } from './store.ts';

type CameraView = AnswerOf<'PUT /staff/cameras/:id/stream'>;
/** What the answering server knows of a camera's stream. */
export type StateOf = (cameraId: string) => CameraState;

const PASSWORD = 'camera_password';

/** A camera in service within the caller's scope. Throws not_found. */
export async function cameraInScope(
  ctx: ReadContext,
  cameraId: string,
): Promise<DeviceFacts & { storeId: string; row: CameraRow | null }> {
  const device = (await deviceFacts(ctx, [cameraId])).get(cameraId);
  if (device?.kind !== 'camera' || device.storeId === null) throw new AppError('not_found');
  requireStore(ctx.actor, device.storeId);
  return { ...device, storeId: device.storeId, row: await findCamera(ctx.db, cameraId) };
}

/** VID-1: the cameras of a store in scope. */
export async function camerasOf(ctx: ReadContext, storeId: string, stateOf: StateOf): Promise<{ items: CameraView[] }> {
  requireStaff(ctx.actor, 'video');
  requireStore(ctx.actor, storeId);
  const devices = await devicesOfKind(ctx, storeId, 'camera');
  const rows = new Map(
    (
      await camerasByIds(
        ctx.db,
        devices.map(({ id }) => id),
      )
    ).map((row) => [row.deviceId, row]),
  );
  const store = (await getStores(ctx, [storeId])).get(storeId);
  if (!store) throw new AppError('not_found');
  return { items: devices.map((device) => present(device, store, rows.get(device.id) ?? null, stateOf)) };
}

function present(
  device: DeviceFacts,
  store: { id: string; name: string },
  row: CameraRow | null,
  stateOf: StateOf,
): CameraView {
  const { id, code, name } = device;
  if (!row) return { id, code, name, store: { id: store.id, name: store.name }, stream: null, state: 'no_stream' };
  const { zone, host, port, path, username, version } = row;
  return {
    ...{ id, code, name, store: { id: store.id, name: store.name } },
    stream: { zone, host, port, path, username, hasPassword: row.passwordSealed !== null, version },
    state: stateOf(id),
  };
}

/** Says where a camera's stream is. Throws not_found, conflict when somebody else changed it meanwhile. */
export async function setCameraStream(
  ctx: Context,
  cameraId: string,
  body: Input<'PUT /staff/cameras/:id/stream'>['body'],
  stateOf: StateOf,
): Promise<CameraView> {
  requireStaff(ctx.actor, 'devices:edit');
  const camera = await cameraInScope(ctx, cameraId);
  const { zone, host, port, path, username, version } = body;
  const sealed = body.password == null ? null : ctx.kernel.crypto.seal(body.password, PASSWORD);
  const passwordSealed = body.password === undefined ? keptPassword(camera.row, body) : sealed;
  const saved = await saveCamera(
    ctx.tx,
    { deviceId: cameraId, zone, host, port, path, username, passwordSealed, version },
    ctx.now,
  );
  if (!saved) throw new AppError('conflict');
  const { passwordSealed: _, ...before } = camera.row ?? { passwordSealed: null };
  await audit(ctx, {
    action: 'video.set_stream',
    object: { kind: 'device', id: cameraId },
    before,
    after: { zone, host, port, path, username, newPassword: body.password !== undefined },
  });
  const store = (await getStores(ctx, [camera.storeId])).get(camera.storeId);
  if (!store) throw new AppError('not_found');
  return present(camera, store, await findCamera(ctx.db, cameraId), stateOf);
}

/** The password that stays: only where it went before, so that nobody has it sent to a host of theirs. */
function keptPassword(row: CameraRow | null, next: Pick<CameraRow, 'host' | 'port' | 'username'>): string | null {
  const same = row?.host === next.host && row.port === next.port && row.username === next.username;
  return same ? row.passwordSealed : null;
}

/** Where the server pulls a camera from. Throws camera_without_stream. */
export function addressOf(ctx: ReadContext, row: CameraRow | null) {
  if (!row) throw new AppError('camera_without_stream');
  const { host, port, path, username, passwordSealed } = row;
  const password = passwordSealed === null ? '' : ctx.kernel.crypto.open(passwordSealed, PASSWORD);
  return { host, port, path, credentials: username === null ? null : { user: username, password } };
}
