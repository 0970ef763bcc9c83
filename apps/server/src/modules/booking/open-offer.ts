import { meter } from '@latchkey/pricing';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { roomToBook } from './find-time.ts';
import type { PriceBook } from './prices.ts';
import { hasCredit, openTermsOf, roomFromNow } from './start-open.ts';

type Offer = AnswerOf<'GET /rooms/:id/open-offer'>;

const none: Offer = {
  ...{ possible: false, refusal: null, mode: null, deposit: 0, credit: false },
  ...{ unitPrice: null, unitMinutes: null, until: null, endsBy: null },
};

/** BKG-15: what beginning here now, without an end, would ask for; or the code of what stands against it. Throws not_found. */
export async function openOffer(ctx: ReadContext, book: PriceBook, roomId: string): Promise<Offer> {
  let offer = none;
  try {
    const it = await roomToBook(ctx, roomId);
    const { rules, mode, deposit } = await openTermsOf(ctx, book, it);
    const credit = ctx.actor.kind === 'customer' && (await hasCredit(ctx, it, ctx.actor.id));
    const now = ctx.now.getTime();
    const calendar = await book.calendarFacts(ctx, it.store.id, ctx.now, ctx.now);
    const who = { roomId, roomKindId: it.room.kind, people: 1, memberLevel: null };
    const reading = meter(rules, calendar, { ...who, startedAt: now, now });
    const [first] = 'quote' in reading ? reading.quote.segments : [];
    offer = {
      ...{ ...none, mode, deposit: credit ? 0 : deposit, credit },
      ...{ unitPrice: first?.unitPrice ?? null, unitMinutes: first?.unitMinutes ?? null },
    };
    const bound = await roomFromNow(ctx, it, 1);
    return { ...offer, possible: true, until: bound.at.toISOString(), endsBy: bound.by };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'not_found') throw error;
    return { ...offer, refusal: error.code };
  }
}
