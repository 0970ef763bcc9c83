import { defineHandlers, read, write } from '../../kernel/http.ts';
import { bindAgents } from './bind-agents.ts';
import { createEntity } from './create-entity.ts';
import { createStore } from './create-store.ts';
import * as customers from './customer-queries.ts';
import { geocode } from './geocode.ts';
import { issueDoorCode } from './issue-door-code.ts';
import { liftLockdown, lockDown } from './lock-down.ts';
import type { OrganisationPorts } from './ports.ts';
import * as queries from './queries.ts';
import { createRegion, updateRegion } from './save-region.ts';
import { setStoreState } from './set-store-state.ts';
import { updateEntity } from './update-entity.ts';
import { updateStore } from './update-store.ts';

export const organisationHandlers = (ports: OrganisationPorts) =>
  defineHandlers({
    'GET /stores': read((ctx, { query }) => customers.publicStores(ctx, ports, query)),
    'GET /stores/:id': read((ctx, { params }) => customers.publicStore(ctx, ports, params.id)),
    'GET /doors/:token': read(async (ctx, { params }) => ({
      store: await customers.storeBehindDoor(ctx, ports, params.token),
    })),

    'GET /staff/entities': read((ctx, { query }) => queries.entities(ctx, query)),
    'POST /staff/entities': write(async (ctx, { body }) => {
      const { entityId } = await createEntity(ctx, body);
      return queries.entity(ctx, entityId);
    }),
    'GET /staff/entities/:id': read((ctx, { params }) => queries.entity(ctx, params.id)),
    'PUT /staff/entities/:id': write(async (ctx, { params, body }) => {
      await updateEntity(ctx, params.id, body);
      return queries.entity(ctx, params.id);
    }),

    'GET /staff/regions': read((ctx) => queries.regions(ctx)),
    'POST /staff/regions': write(async (ctx, { body }) => {
      const { regionId } = await createRegion(ctx, body);
      return queries.region(ctx, regionId);
    }),
    'PUT /staff/regions/:id': write(async (ctx, { params, body }) => {
      await updateRegion(ctx, params.id, body);
      return queries.region(ctx, params.id);
    }),

    'GET /staff/stores': read((ctx, { query }) => queries.staffStores(ctx, ports, query)),
    'POST /staff/stores': write(async (ctx, { body }) => {
      const { storeId } = await createStore(ctx, body);
      return queries.staffStore(ctx, ports, storeId);
    }),
    'GET /staff/stores/:id': read((ctx, { params }) => queries.staffStore(ctx, ports, params.id)),
    'PUT /staff/stores/:id': write(async (ctx, { params, body }) => {
      await updateStore(ctx, params.id, body);
      return queries.staffStore(ctx, ports, params.id);
    }),
    'POST /staff/stores/:id/state': write(async (ctx, { params, body }) => {
      await setStoreState(ctx, params.id, body);
      return queries.staffStore(ctx, ports, params.id);
    }),
    'POST /staff/stores/:id/lockdown': write(async (ctx, { params, body }) => {
      await lockDown(ctx, params.id, body.reason);
      return queries.staffStore(ctx, ports, params.id);
    }),
    'DELETE /staff/stores/:id/lockdown': write(async (ctx, { params, body }) => {
      await liftLockdown(ctx, params.id, body.reason);
      return queries.staffStore(ctx, ports, params.id);
    }),
    'GET /staff/stores/:id/door-code': read((ctx, { params }) => queries.doorCode(ctx, params.id)),
    'POST /staff/stores/:id/door-code': write(async (ctx, { params }) => {
      await issueDoorCode(ctx, params.id);
      return queries.doorCode(ctx, params.id);
    }),
    'GET /staff/me/stores': read((ctx) => queries.ownStores(ctx)),
    'GET /staff/geocoding': read(async (ctx, { query }) => ({ candidates: await geocode(ctx, query) })),
    'PUT /staff/stores/:id/agents': write(async (ctx, { params, body }) => {
      await bindAgents(ctx, ports, params.id, body.agentIds);
      return { ok: true as const };
    }),
  });
