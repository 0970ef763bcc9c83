import type { Context, ReadContext } from '../../kernel/context.ts';
import { defineHandlers, type Input, read, write } from '../../kernel/http.ts';
import type { VisitsPorts } from '../visits/index.ts';
import { actOnStore, actOnVisit } from './act.ts';
import { closeAlert, takeAlert } from './answer-alert.ts';
import { decideByAgent } from './decide-case.ts';
import { getAlert, getService, listAlerts, listServices } from './queries.ts';
import { getBoard, getBoardStore } from './show-board.ts';
import { getStaffCase, listStaffCases, presentCase } from './show-case.ts';

type ById = { params: { id: string } };

export const deskHandlers = (ports: VisitsPorts) =>
  defineHandlers({
    'GET /staff/board': read((ctx: ReadContext) => getBoard(ctx, ports)),
    'GET /staff/board/:id': read((ctx: ReadContext, { params }: ById) => getBoardStore(ctx, ports, params.id)),
    'GET /staff/alerts': read((ctx: ReadContext, { query }: Input<'GET /staff/alerts'>) => listAlerts(ctx, query)),
    'POST /staff/alerts/:id/take': write(async (ctx: Context, { params }: ById) => {
      await takeAlert(ctx, params.id);
      return getAlert(ctx, params.id);
    }),
    'POST /staff/alerts/:id/close': write(
      async (ctx: Context, { params, body }: Input<'POST /staff/alerts/:id/close'>) => {
        await closeAlert(ctx, { alertId: params.id, note: body.note ?? null });
        return getAlert(ctx, params.id);
      },
    ),
    'POST /staff/desk/visits/:id/actions': write(
      async (ctx: Context, { params, body }: Input<'POST /staff/desk/visits/:id/actions'>) =>
        getService(ctx, await actOnVisit(ctx, { visitId: params.id, kind: body.kind, note: body.note ?? null })),
    ),
    'POST /staff/desk/stores/:id/actions': write(
      async (ctx: Context, { params, body }: Input<'POST /staff/desk/stores/:id/actions'>) =>
        getService(ctx, await actOnStore(ctx, { storeId: params.id, ...body })),
    ),
    'GET /staff/cases': read((ctx: ReadContext, { query }: Input<'GET /staff/cases'>) => listStaffCases(ctx, query)),
    'GET /staff/cases/:id': read((ctx: ReadContext, { params }: ById) => getStaffCase(ctx, ports, params.id)),
    'POST /staff/cases/:id/decide': write(
      async (ctx: Context, { params, body }: Input<'POST /staff/cases/:id/decide'>) =>
        presentCase(ctx, await decideByAgent(ctx, { caseId: params.id, ...body })),
    ),
    'GET /staff/services': read((ctx: ReadContext, { query }: Input<'GET /staff/services'>) =>
      listServices(ctx, query),
    ),
    'GET /staff/services/:id': read((ctx: ReadContext, { params }: ById) => getService(ctx, params.id)),
  });
