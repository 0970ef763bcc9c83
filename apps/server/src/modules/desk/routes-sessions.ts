import { defineHandlers, read, write } from '../../kernel/http.ts';
import { roomsOnBoard, sessionForDesk } from '../booking/index.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { actOnSession } from './act-on-session.ts';
import { getService } from './queries.ts';

/** What ends a session by hand bills by: the prices that are published. */
const book = { publishedRules, calendarFacts };

export const sessionHandlers = defineHandlers({
  'GET /staff/desk/rooms': read(async (ctx) => ({ at: ctx.now.toISOString(), rooms: await roomsOnBoard(ctx) })),
  'GET /staff/desk/sessions/:id': read((ctx, { params }) => sessionForDesk(ctx, params.id)),
  'POST /staff/desk/sessions/:id/actions': write(async (ctx, { params, body }) =>
    getService(ctx, await actOnSession(ctx, book, params.id, body)),
  ),
});
