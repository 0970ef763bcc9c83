import type { Context, ReadContext } from '../../kernel/context.ts';
import { defineHandlers, type Input, read, write } from '../../kernel/http.ts';
import { declareBirthDate, verifyBirthDate } from './declare-birth-date.ts';
import { issueOfflineCode, issueOfflineCodeForStaff, type OfflineCode } from './issue-offline-code.ts';
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

const presentCode = (code: OfflineCode) => ({ ...code, validUntil: code.validUntil.toISOString() });

type ById = { params: { id: string } };

export const visitsHandlers = (ports: VisitsPorts) =>
  defineHandlers({
    'POST /visits/openings': write(async (ctx: Context, { body }: Input<'POST /visits/openings'>) =>
      presentOpening(ctx, await openDoor(ctx, ports, body)),
    ),
    'POST /visits/offline-codes': write(async (ctx: Context, { body }: Input<'POST /visits/offline-codes'>) =>
      presentCode(await issueOfflineCode(ctx, ports, body)),
    ),
    'PUT /me/birth-date': write(async (ctx: Context, { body }: Input<'PUT /me/birth-date'>) => {
      await declareBirthDate(ctx, body.birthDate);
      return { ok: true as const };
    }),
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
    'POST /staff/stores/:id/offline-codes': write(
      async (ctx: Context, { params, body }: Input<'POST /staff/stores/:id/offline-codes'>) =>
        presentCode(await issueOfflineCodeForStaff(ctx, { storeId: params.id, note: body.note })),
    ),
    'PUT /staff/members/:id/birth-date': write(
      async (ctx: Context, { params, body }: Input<'PUT /staff/members/:id/birth-date'>) => {
        await verifyBirthDate(ctx, { memberId: params.id, ...body });
        return { ok: true as const };
      },
    ),
    'GET /staff/visits': read((ctx: ReadContext, { query }: Input<'GET /staff/visits'>) =>
      listStaffVisits(ctx, ports, query),
    ),
    'GET /staff/visits/:id': read((ctx: ReadContext, { params }: ById) => getStaffVisit(ctx, ports, params.id)),
  });
