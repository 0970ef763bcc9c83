import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, idCursor, toPage } from '../../kernel/paging.ts';
import { staffNames } from '../identity/index.ts';
import { getRooms, getStores } from '../organisation/index.ts';
import { type CleaningRow, getTask, listTasks, nextInRooms } from './cleaning-store.ts';

type TaskView = AnswerOf<'POST /staff/cleaning-tasks/:id/take'>;

async function present(ctx: ReadContext, tasks: readonly CleaningRow[]): Promise<TaskView[]> {
  const roomIds = tasks.map((task) => task.roomId);
  const [stores, rooms, next, names] = await Promise.all([
    getStores(
      ctx,
      tasks.map((task) => task.storeId),
    ),
    getRooms(ctx, roomIds),
    nextInRooms(ctx.db, roomIds, ctx.now),
    staffNames(ctx, [...new Set(tasks.flatMap((task) => [task.takenBy ?? [], task.closedBy ?? []].flat()))]),
  ]);
  const upcoming = new Map(next.map((one) => [one.roomId, one.at]));
  const person = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' });
  return tasks.map((task) => {
    const store = stores.get(task.storeId);
    const room = rooms.get(task.roomId);
    const open = task.state !== 'done';
    return {
      ...{ id: task.id, state: task.state, keepsRoom: task.keepsRoom, note: task.note },
      store: { id: task.storeId, name: store?.name ?? '', zone: store?.zone ?? '' },
      room: { id: task.roomId, name: room?.name ?? '', kind: room?.kind ?? ('other' as const) },
      nextAt: open ? (upcoming.get(task.roomId)?.toISOString() ?? null) : null,
      late: open && task.lateAt !== null,
      ...{ takenBy: person(task.takenBy), takenAt: task.takenAt?.toISOString() ?? null },
      ...{ closedBy: person(task.closedBy), closedAt: task.closedAt?.toISOString() ?? null },
      createdAt: task.createdAt.toISOString(),
    };
  });
}

/** Rooms to clean in scope, those that are not done unless asked otherwise. */
export async function cleaningTasks(
  ctx: ReadContext,
  { query }: Input<'GET /staff/cleaning-tasks'>,
): Promise<AnswerOf<'GET /staff/cleaning-tasks'>> {
  requireStaff(ctx.actor, 'cleaning');
  const after = decodeCursor(query.cursor, idCursor);
  const filter = { ...query, storeIds: storeFilter(ctx.actor) };
  const rows = await listTasks(ctx.db, filter, after?.[0] ?? null, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.id]);
  return { items: await present(ctx, page.items), nextCursor: page.nextCursor };
}

/** One of them. Throws not_found outside the scope. */
export async function cleaningTask(ctx: ReadContext, id: string): Promise<TaskView> {
  requireStaff(ctx.actor, null);
  const task = await getTask(ctx.db, id);
  requireStore(ctx.actor, task.storeId);
  const [view] = await present(ctx, [task]);
  if (!view) throw new AppError('not_found');
  return view;
}
