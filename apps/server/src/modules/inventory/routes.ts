import { defineHandlers, read, write } from '../../kernel/http.ts';
import { listCountTasks, movements, movementsWritten, totals, verifyStock } from './queries.ts';
import { recordMovements } from './record-movements.ts';

export const inventoryHandlers = defineHandlers({
  'GET /staff/stock/movements': read((ctx, { query }) => movements(ctx, query)),
  'POST /staff/stock/movements': write(async (ctx, { body }) => {
    const { movementIds } = await recordMovements(ctx, body);
    return { items: await movementsWritten(ctx, movementIds) };
  }),
  'GET /staff/stock/movement-totals': read((ctx, { query }) => totals(ctx, query)),
  'GET /staff/stock/count-tasks': read((ctx, { query }) => listCountTasks(ctx, query)),
  'POST /staff/stock/verify': read((ctx) => verifyStock(ctx)),
});
