import { type CameraZone, cameraZone, viewPurpose } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const cameraRow = z.object({
  deviceId: z.string(),
  zone: cameraZone,
  host: z.string(),
  port: z.number(),
  path: z.string(),
  username: z.string().nullable(),
  passwordSealed: z.string().nullable(),
  version: z.number(),
});
export type CameraRow = z.output<typeof cameraRow>;

const cameraColumns = sql`
  device_id as "deviceId", zone, host, port, path, username, password_sealed as "passwordSealed", version`;

export const findCamera = (db: Db, deviceId: string): Promise<CameraRow | null> =>
  db.maybeRow(cameraRow, sql`select ${cameraColumns} from video.cameras where device_id = ${deviceId}`);

export const camerasByIds = (db: Db, deviceIds: readonly string[]): Promise<CameraRow[]> =>
  db.rows(cameraRow, sql`select ${cameraColumns} from video.cameras where device_id = any(${[...deviceIds]}::uuid[])`);

export interface CameraChange {
  deviceId: string;
  zone: CameraZone;
  host: string;
  port: number;
  path: string;
  username: string | null;
  passwordSealed: string | null;
  /** The version that is replaced; 0 for none. */
  version: number;
}

/** False when another version is there. */
export async function saveCamera(tx: Tx, change: CameraChange, now: Date): Promise<boolean> {
  const { deviceId, zone, host, port, path, username, passwordSealed, version } = change;
  const count =
    version === 0
      ? await tx.run(sql`
          insert into video.cameras
            (device_id, zone, host, port, path, username, password_sealed, version, updated_at)
          values (${deviceId}, ${zone}, ${host}, ${port}, ${path}, ${username}, ${passwordSealed}, 1, ${now})
          on conflict do nothing`)
      : await tx.run(sql`
          update video.cameras
          set zone = ${zone}, host = ${host}, port = ${port}, path = ${path}, username = ${username},
            password_sealed = ${passwordSealed}, version = version + 1, updated_at = ${now}
          where device_id = ${deviceId} and version = ${version}`);
  return count === 1;
}

const viewRow = z.object({
  id: z.string(),
  cameraId: z.string(),
  storeId: z.string(),
  staffId: z.string(),
  purpose: viewPurpose,
  visitId: z.string().nullable(),
  beganAt: z.date(),
  endedAt: z.date().nullable(),
});
export type ViewRow = z.output<typeof viewRow>;

const viewColumns = sql`
  id, camera_id as "cameraId", store_id as "storeId", staff_id as "staffId", purpose, visit_id as "visitId",
  began_at as "beganAt", ended_at as "endedAt"`;

export const insertView = (tx: Tx, view: Omit<ViewRow, 'beganAt' | 'endedAt'>, now: Date) =>
  tx.run(sql`
    insert into video.views (id, camera_id, store_id, staff_id, purpose, visit_id, began_at, seen_at)
    values (${view.id}, ${view.cameraId}, ${view.storeId}, ${view.staffId}, ${view.purpose}, ${view.visitId}, ${now},
      ${now})`);

export const findView = (db: Db, id: string): Promise<ViewRow | null> =>
  db.maybeRow(viewRow, sql`select ${viewColumns} from video.views where id = ${id}`);

/** Ends a view, once; false when it had ended. */
export const endViewRow = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await tx.run(sql`
    update video.views set ended_at = greatest(began_at, ${now}) where id = ${id} and ended_at is null`)) === 1;

/** Says that views go on; answers those that do, for others were ended elsewhere. */
export const touchViews = async (tx: Tx, ids: readonly string[], now: Date): Promise<ViewRow[]> =>
  tx.rows(
    viewRow,
    sql`
      update video.views set seen_at = ${now}
      where id = any(${[...ids]}::uuid[]) and ended_at is null
      returning ${viewColumns}`,
  );

/** Ends views that no server has spoken of since: theirs died with it. */
export const endSilentViews = (tx: Tx, since: Date) =>
  tx.run(sql`update video.views set ended_at = seen_at where ended_at is null and seen_at < ${since}`);

export interface ViewFilter {
  storeIds: readonly string[] | null;
  storeId: string | undefined;
  cameraId: string | undefined;
  visitId: string | undefined;
}

export const listViews = (
  db: Db,
  filter: ViewFilter,
  after: readonly [Date, string] | null,
  limit: number,
): Promise<ViewRow[]> =>
  db.rows(
    viewRow,
    sql`
      select ${viewColumns} from video.views
      where true
        ${filter.storeIds === null ? sql.empty : sql`and store_id = any(${[...filter.storeIds]}::uuid[])`}
        ${filter.storeId === undefined ? sql.empty : sql`and store_id = ${filter.storeId}`}
        ${filter.cameraId === undefined ? sql.empty : sql`and camera_id = ${filter.cameraId}`}
        ${filter.visitId === undefined ? sql.empty : sql`and visit_id = ${filter.visitId}`}
        ${after === null ? sql.empty : sql`and (began_at, id) < (${after[0]}, ${after[1]})`}
      order by began_at desc, id desc
      limit ${limit}`,
  );
