import { defineHandlers, read, write } from '../../kernel/http.ts';
import { cancelMenuOrder, serveMenuOrder } from './menu-orders.ts';
import { staffMenuOrder, staffMenuOrders } from './menu-queries.ts';

export const menuOrderHandlers = defineHandlers({
  'GET /staff/menu-orders': read(staffMenuOrders),
  'POST /staff/menu-orders/:id/state': write(async (ctx, { params, body }) => {
    await serveMenuOrder(ctx, { orderId: params.id, state: body.state });
    return staffMenuOrder(ctx, params.id);
  }),
  'POST /staff/menu-orders/:id/cancel': write(async (ctx, { params, body }) => {
    await cancelMenuOrder(ctx, { orderId: params.id, reason: body.reason });
    return staffMenuOrder(ctx, params.id);
  }),
});
