import { defineHandlers, read, write } from '../../kernel/http.ts';
import { publishDraft } from './publish-draft.ts';
import {
  getDraft,
  publicTariff,
  publishedVersion,
  staffCalendar,
  storeTariff,
  type TariffsPorts,
  tariffReplay,
  tariffVersion,
  tariffVersions,
  yearOfSpecialDays,
} from './queries.ts';
import { setDay } from './set-special-day.ts';
import { discardDraft, writeDraft } from './write-draft.ts';

const ok = { ok: true as const };

export const tariffsHandlers = (ports: TariffsPorts) =>
  defineHandlers({
    'GET /stores/:id/tariff': read(publicTariff),
    'GET /staff/stores/:id/tariff': read((ctx, { params }) => storeTariff(ctx, params.id)),
    'GET /staff/stores/:id/tariff-versions': read(tariffVersions),
    'GET /staff/stores/:id/tariff-versions/:number': read(tariffVersion),
    'PUT /staff/stores/:id/tariff-draft': write(async (ctx, { params, body }) => {
      await writeDraft(ctx, params.id, body);
      return getDraft(ctx, params.id);
    }),
    'POST /staff/stores/:id/tariff-draft/discard': write(async (ctx, { params, body }) => {
      await discardDraft(ctx, params.id, body.revision);
      return ok;
    }),
    'POST /staff/stores/:id/tariff-draft/publish': write(async (ctx, { params, body }) => {
      const effectiveFrom = body.effectiveFrom === null ? null : new Date(body.effectiveFrom);
      const { id } = await publishDraft(ctx, params.id, { ...body, effectiveFrom });
      return publishedVersion(ctx, id);
    }),
    'GET /staff/stores/:id/tariff-replay': read((ctx, input) => tariffReplay(ctx, ports, input)),
    'GET /staff/stores/:id/local-days': read(staffCalendar),
    'GET /staff/stores/:id/special-days': read(yearOfSpecialDays),
    'PUT /staff/stores/:id/special-days': write(async (ctx, { params, body }) => {
      await setDay(ctx, { storeId: params.id, ...body });
      return ok;
    }),
    'PUT /staff/special-days': write(async (ctx, { body }) => {
      await setDay(ctx, { storeId: null, ...body });
      return ok;
    }),
  });
