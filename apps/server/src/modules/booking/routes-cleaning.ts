import { defineHandlers, read, write } from '../../kernel/http.ts';
import { cleaningTask, cleaningTasks } from './cleaning-queries.ts';
import { blockCleaning, finishCleaning, takeCleaning } from './cleaning-tasks.ts';

export const cleaningHandlers = defineHandlers({
  'GET /staff/cleaning-tasks': read(cleaningTasks),
  'POST /staff/cleaning-tasks/:id/take': write(async (ctx, { params }) => {
    await takeCleaning(ctx, params.id);
    return cleaningTask(ctx, params.id);
  }),
  'POST /staff/cleaning-tasks/:id/done': write(async (ctx, { params, body }) => {
    await finishCleaning(ctx, { ...body, taskId: params.id });
    return cleaningTask(ctx, params.id);
  }),
  'POST /staff/cleaning-tasks/:id/cannot': write(async (ctx, { params, body }) => {
    await blockCleaning(ctx, { ...body, taskId: params.id });
    return cleaningTask(ctx, params.id);
  }),
});
