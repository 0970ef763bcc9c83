import { defineHandlers, read, write } from '../../kernel/http.ts';
import { publicMenu, staffMenu, staffMenuItem } from './menu-queries.ts';
import { addMenuItem, changeMenuItem, markMenuItem, retireMenuItem } from './menu-write.ts';
import type { CatalogPorts } from './ports.ts';

export const menuHandlers = (ports: CatalogPorts) =>
  defineHandlers({
    'GET /stores/:id/menu': read((ctx, { params }) => publicMenu(ctx, ports, params.id)),
    'GET /staff/stores/:id/menu-items': read((ctx, { params }) => staffMenu(ctx, ports, params.id)),
    'POST /staff/menu-items': write(async (ctx, { body }) => {
      const { itemId } = await addMenuItem(ctx, body.storeId, body);
      return staffMenuItem(ctx, ports, itemId);
    }),
    'PUT /staff/menu-items/:id': write(async (ctx, { params, body }) => {
      await changeMenuItem(ctx, params.id, body);
      return staffMenuItem(ctx, ports, params.id);
    }),
    'POST /staff/menu-items/:id/state': write(async (ctx, { params, body }) => {
      await markMenuItem(ctx, params.id, body.state);
      return staffMenuItem(ctx, ports, params.id);
    }),
    'DELETE /staff/menu-items/:id': write(async (ctx, { params }) => {
      await retireMenuItem(ctx, params.id);
      return { ok: true as const };
    }),
  });
