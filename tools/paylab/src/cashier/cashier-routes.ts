import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Order } from '../books/books.ts';
import { assertPayable, failOrder, payOrder } from '../books/orders.ts';
import type { Lab } from '../lab/lab.ts';
import { WireError } from '../wire/errors.ts';
import { type PageContext, payPage, type ResultContent, resultPage } from './pages.ts';
import { chooseLanguage, texts } from './texts.ts';

const H5_PATH = '/cgi-bin/mmpayweb-bin/checkmweb';
const NATIVE_PATH = '/native/pay';

const querySchema = z.object({
  prepay_id: z.string().optional(),
  package: z.string().optional(),
  pr: z.string().optional(),
  redirect_url: z.string().optional(),
  lang: z.string().optional(),
});
type Query = z.infer<typeof querySchema>;

const formSchema = z.object({ act: z.enum(['pay', 'cancel', 'fail']) });

/** The cashier in the browser: the `h5_url` page, and the page behind a Native code. */
export function registerCashier(app: FastifyInstance, lab: Lab): void {
  app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    });
    for (const path of [H5_PATH, NATIVE_PATH]) {
      scope.get(path, async (request, reply) => show(lab, request, reply));
      scope.post(path, async (request, reply) => act(lab, request, reply));
    }
  });
}

interface Visit {
  context: PageContext;
  order: Order | undefined;
  returnAllowed: boolean;
}

function readVisit(lab: Lab, request: FastifyRequest): Visit {
  const query = querySchema.catch({}).parse(request.query);
  const language = chooseLanguage(query.lang, request.headers['accept-language']);
  const returnUrl = allowedReturn(lab, query.redirect_url);
  const context = { language, texts: texts[language], merchantName: lab.settings.merchantName, returnUrl };
  const returnAllowed = query.redirect_url === undefined || returnUrl !== null;
  return { context, order: findOrder(lab, request, query), returnAllowed };
}

function findOrder(lab: Lab, request: FastifyRequest, query: Query): Order | undefined {
  if (request.url.startsWith(NATIVE_PATH)) {
    const order = lab.books.orderByCashierToken(query.pr ?? '');
    return order?.tradeType === 'NATIVE' ? order : undefined;
  }
  const order = lab.books.orderByCashierToken(query.package ?? '');
  return order?.tradeType === 'H5' && order.prepayId === query.prepay_id ? order : undefined;
}

/** Only listed origins: else the cashier would be an open redirect. */
export function allowedReturn(lab: Lab, redirectUrl: string | undefined): string | null {
  if (redirectUrl === undefined || !URL.canParse(redirectUrl)) return null;
  const url = new URL(redirectUrl);
  const web = url.protocol === 'http:' || url.protocol === 'https:';
  return web && lab.settings.returnOrigins.includes(url.origin) ? url.href : null;
}

async function show(lab: Lab, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { context, order, returnAllowed } = readVisit(lab, request);
  const { texts: t } = context;
  if (!returnAllowed) {
    return answer(lab, reply, 400, context, { mood: 'bad', title: t.badReturnTitle, note: t.badReturnNote });
  }
  if (!order) return answer(lab, reply, 404, context, { mood: 'bad', title: t.unknownTitle, note: t.unknownNote });
  if (order.paidAt !== null) {
    return answer(lab, reply, 200, context, { mood: 'good', title: t.paidTitle, note: t.paidNote });
  }
  if (order.state === 'PAYERROR') {
    return answer(lab, reply, 200, context, { mood: 'bad', title: failureText(order, t), note: t.failedNote });
  }
  try {
    assertPayable(lab, order);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return answer(lab, reply, 410, context, { mood: 'calm', title: t.closedTitle, note: t.closedNote });
  }
  return sendHtml(lab, reply, 200, payPage(context, order));
}

/** The channel's books speak Chinese; our own reason is shown in the customer's language. */
function failureText(order: Order, t: PageContext['texts']): string {
  return order.failure === null || order.failure === texts['zh-CN'].failReason ? t.failReason : order.failure;
}

async function act(lab: Lab, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { context, order, returnAllowed } = readVisit(lab, request);
  const form = formSchema.safeParse(request.body);
  const open = order?.state === 'NOTPAY' && returnAllowed && form.success;
  if (!order || !open) return show(lab, request, reply);
  if (form.data.act === 'cancel') {
    if (context.returnUrl !== null) return reply.redirect(context.returnUrl, 303);
    const { cancelledTitle: title, cancelledNote: note } = context.texts;
    return answer(lab, reply, 200, context, { mood: 'calm', title, note, againUrl: request.url });
  }
  try {
    if (form.data.act === 'pay') payOrder(lab, order.outTradeNo);
    else failOrder(lab, order.outTradeNo, texts['zh-CN'].failReason);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return show(lab, request, reply);
  }
  await lab.books.settled();
  if (form.data.act === 'pay' && context.returnUrl !== null) return reply.redirect(context.returnUrl, 303);
  return reply.redirect(request.url, 303);
}

function answer(lab: Lab, reply: FastifyReply, status: number, context: PageContext, result: ResultContent) {
  return sendHtml(lab, reply, status, resultPage(context, result));
}

function sendHtml(lab: Lab, reply: FastifyReply, status: number, html: string): FastifyReply {
  const formTargets = ["'self'", ...lab.settings.returnOrigins].join(' ');
  return reply
    .code(status)
    .header(
      'Content-Security-Policy',
      `default-src 'none'; style-src 'unsafe-inline'; form-action ${formTargets}; base-uri 'none'; frame-ancestors 'none'`,
    )
    .header('Referrer-Policy', 'no-referrer')
    .header('Cache-Control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html);
}
