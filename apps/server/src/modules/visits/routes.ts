import type { Context, ReadContext } from '../../kernel/context.ts';
import { defineHandlers, type Input, read, write } from '../../kernel/http.ts';
import { callHelp, emergencyExit, exitAgain, requestExit } from './leave.ts';
import { openDoor } from './open-door.ts';
import type { VisitsPorts } from './ports.ts';
import { presentOpening } from './present.ts';
import {
  getCurrentVisit,
  getOwnOpening,
  getOwnVisit,
  getStaffVisit,
  listOwnVisits,
  listStaffVisits,
} from './queries.ts';

type ById = { params: { id: string } };

export const visitsHandlers = (ports: VisitsPorts) =>
  defineHandlers({
    'POST /visits/openings': write(async (ctx: Context, { body }: Input<'POST /visits/openings'>) =>
      presentOpening(ctx, await openDoor(ctx, ports, body)),
    ),
    'GET /visits/openings/:id': read((ctx: ReadContext, { params }: ById) => getOwnOpening(ctx, params.id)),
    'GET /visits/current': read((ctx: ReadContext) => getCurrentVisit(ctx, ports)),
    'GET /visits': read((ctx: ReadContext, { query }: Input<'GET /visits'>) => listOwnVisits(ctx, ports, query)),
    'GET /visits/:id': read((ctx: ReadContext, { params }: ById) => getOwnVisit(ctx, ports, params.id)),
    'POST /visits/:id/exit-requests': write(async (ctx: Context, { params }: ById) => {
      await requestExit(ctx, ports, params.id);
      return (await getOwnVisit(ctx, ports, params.id)).visit;
    }),
    'POST /visits/:id/emergency-exits': write(async (ctx: Context, { params }: ById) =>
      presentOpening(ctx, await emergencyExit(ctx, params.id)),
    ),
    'POST /visits/:id/exits': write(async (ctx: Context, { params }: ById) =>
      presentOpening(ctx, await exitAgain(ctx, ports, params.id)),
    ),
    'POST /visits/:id/help': write(async (ctx: Context, { params, body }: Input<'POST /visits/:id/help'>) => {
      await callHelp(ctx, params.id, { reason: body.reason, note: body.note ?? null });
      return (await getOwnVisit(ctx, ports, params.id)).visit;
    }),
    'GET /staff/visits': read((ctx: ReadContext, { query }: Input<'GET /staff/visits'>) =>
      listStaffVisits(ctx, ports, query),
    ),
    'GET /staff/visits/:id': read((ctx: ReadContext, { params }: ById) => getStaffVisit(ctx, ports, params.id)),
  });
