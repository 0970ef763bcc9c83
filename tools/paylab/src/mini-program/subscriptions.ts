import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { consentKey } from '../books/books.ts';
import type { Lab } from '../lab/lab.ts';
import { failure } from './failure.ts';
import { subscriptionTemplates } from './subscription-templates.ts';

const SEND = '/cgi-bin/message/subscribe/send';

const sendSchema = z.object({
  touser: z.string().min(1),
  template_id: z.string().min(1),
  page: z.string().max(1024).optional(),
  miniprogram_state: z.enum(['developer', 'trial', 'formal']).default('formal'),
  lang: z.enum(['zh_CN', 'en_US', 'zh_HK', 'zh_TW']).default('zh_CN'),
  data: z.record(z.string(), z.object({ value: z.string() })),
});
type Send = z.infer<typeof sendSchema>;

/** What may stand in a field, by the letters of its name. */
const allowed: Readonly<Record<string, RegExp>> = {
  thing: /^[\s\S]{1,20}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  phrase: /^\p{Script=Han}{1,5}$/u,
  amount: /^[¥$]?\d{1,10}(\.\d{1,2})?元?$/,
  time: /^(\d{4}年\d{1,2}月\d{1,2}日 )?([01]\d|2[0-3]):[0-5]\d$/,
};

/** The field that is missing, too much, or not what its name says; null when all is well. */
function wrongField(fields: readonly string[], data: Send['data']): string | null {
  for (const name of new Set([...fields, ...Object.keys(data)])) {
    const value = data[name]?.value;
    const pattern = allowed[name.replace(/\d+$/, '')];
    if (!fields.includes(name) || value === undefined || !pattern?.test(value)) return name;
  }
  return null;
}

/** Judges a message as WeChat does: token, template, fields, and last the consent, of which it takes one. */
async function send(lab: Lab, token: string, body: unknown) {
  const stale = lab.tokens.refuse(token, Date.now());
  if (stale) return stale;
  const parsed = sendSchema.safeParse(body);
  if (!parsed.success) return failure(47003, `argument invalid! ${parsed.error.issues[0]?.path.join('.')}`);
  const { touser: openid, template_id: templateId, page, data } = parsed.data;
  const template = Object.values(subscriptionTemplates).find((one) => one.templateId === templateId);
  if (!template) return failure(40037, 'invalid template_id');
  if (page?.startsWith('/')) return failure(41030, 'invalid page');
  const wrong = wrongField(Object.values(template.fields), data);
  if (wrong) return failure(47003, `argument invalid! data.${wrong}.value invalid`);
  if ((lab.books.consents.get(consentKey({ openid, templateId })) ?? 0) < 1)
    return failure(43101, 'user refuse to accept the msg');
  const values = Object.fromEntries(Object.entries(data).map(([name, { value }]) => [name, value]));
  const message = { id: randomInt(1e12), openid, templateId, page: page ?? null, data: values };
  lab.books.record({ type: 'subscription_sent', at: lab.clock.now(), message });
  await lab.books.settled();
  return { ...failure(0, 'ok'), msgid: message.id };
}

/** Subscription messages: one consent of the person, one message. Answer faults strike here too, `reject` with an errcode. */
export function registerSubscriptions(app: FastifyInstance, lab: Lab): void {
  app.post(SEND, async (request, reply) => {
    const rejected = lab.faults.strike('reject', SEND);
    if (rejected) return failure(Number(rejected.code), 'by the lab');
    const query = z.object({ access_token: z.string() }).safeParse(request.query);
    const answer = await send(lab, query.success ? query.data.access_token : '', request.body);
    if (lab.faults.strike('hang_after', SEND)) {
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    return answer;
  });
}
