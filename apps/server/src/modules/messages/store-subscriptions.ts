import { subscriptionPurpose } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import type { Quota } from './channel-rules.ts';

const templateRow = z.object({
  purpose: subscriptionPurpose,
  template_id: z.string(),
  fields: z.record(z.string(), z.string()),
  enabled: z.boolean(),
});
export type TemplateRow = z.infer<typeof templateRow>;

export function selectTemplates(db: Db): Promise<TemplateRow[]> {
  return db.rows(
    templateRow,
    sql`
    select purpose, template_id, fields, enabled
    from messages.subscription_templates
    order by purpose`,
  );
}

export function findTemplate(db: Db, purpose: string): Promise<TemplateRow | null> {
  return db.maybeRow(
    templateRow,
    sql`
    select purpose, template_id, fields, enabled
    from messages.subscription_templates
    where purpose = ${purpose}`,
  );
}

export async function upsertTemplate(tx: Tx, template: TemplateRow, at: Date): Promise<void> {
  await tx.run(sql`
    insert into messages.subscription_templates (purpose, template_id, fields, enabled, updated_at)
    values (${template.purpose}, ${template.template_id}, ${sql.json(template.fields)}, ${template.enabled}, ${at})
    on conflict (purpose) do update
    set template_id = excluded.template_id, fields = excluded.fields, enabled = excluded.enabled,
      updated_at = excluded.updated_at`);
}

const quotaRow = z
  .object({
    purpose: subscriptionPurpose,
    template_id: z.string(),
    remaining: z.number(),
    sent: z.number(),
    refused_at: z.date().nullable(),
  })
  .transform((row): Quota & { sent: number } => ({
    purpose: row.purpose,
    templateId: row.template_id,
    remaining: row.remaining,
    sent: row.sent,
    refusedAt: row.refused_at,
  }));

/** Every template in use, with what the customer has left of it. */
export function selectQuotas(db: Db, customerId: string): Promise<(Quota & { sent: number })[]> {
  return db.rows(
    quotaRow,
    sql`
    select t.purpose, t.template_id, coalesce(q.remaining, 0) as remaining, coalesce(q.sent, 0) as sent, q.refused_at
    from messages.subscription_templates t
    left join messages.subscription_quotas q on q.template_id = t.template_id and q.customer_id = ${customerId}
    where t.enabled
    order by t.purpose`,
  );
}

/** One more consent, or a no, to a template that is in use. */
export async function recordAnswer(
  tx: Tx,
  answer: { customerId: string; templateId: string; accepted: boolean; at: Date },
): Promise<void> {
  const { customerId, templateId, accepted, at } = answer;
  const one = accepted ? 1 : 0;
  await tx.run(sql`
    insert into messages.subscription_quotas
      (customer_id, template_id, remaining, granted, sent, asked_at, refused_at)
    select ${customerId}, template_id, ${one}::int, ${one}::int, 0, ${at}, ${accepted ? null : at}::timestamptz
    from messages.subscription_templates
    where template_id = ${templateId}
    on conflict (customer_id, template_id) do update
    set remaining = least(subscription_quotas.remaining + ${one}::int, 100),
      granted = subscription_quotas.granted + ${one}::int,
      asked_at = excluded.asked_at,
      refused_at = excluded.refused_at`);
}

/** Takes one consent unless fewer than `least` are left; false when none was taken. */
export async function spendQuota(tx: Tx, customerId: string, templateId: string, least: number): Promise<boolean> {
  const spent = await tx.run(sql`
    update messages.subscription_quotas
    set remaining = remaining - 1
    where customer_id = ${customerId} and template_id = ${templateId} and remaining >= ${least}`);
  return spent === 1;
}

/** What became of a consent that was taken for a message. */
export async function settleQuota(
  tx: Tx,
  customerId: string,
  templateId: string,
  outcome: 'sent' | 'returned' | 'gone',
): Promise<void> {
  const change = {
    sent: sql`sent = sent + 1`,
    returned: sql`remaining = least(remaining + 1, 100)`,
    gone: sql`remaining = 0`,
  }[outcome];
  await tx.run(sql`
    update messages.subscription_quotas
    set ${change}
    where customer_id = ${customerId} and template_id = ${templateId}`);
}

/** IDN-1: the consents belong to the WeChat account, which moved. */
export async function moveQuotas(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.run(sql`
    insert into messages.subscription_quotas
      (customer_id, template_id, remaining, granted, sent, asked_at, refused_at)
    select ${intoId}, template_id, remaining, granted, sent, asked_at, refused_at
    from messages.subscription_quotas
    where customer_id = ${fromId}
    on conflict (customer_id, template_id) do update
    set remaining = least(subscription_quotas.remaining + excluded.remaining, 100),
      granted = subscription_quotas.granted + excluded.granted,
      sent = subscription_quotas.sent + excluded.sent`);
  await tx.run(sql`delete from messages.subscription_quotas where customer_id = ${fromId}`);
}

export async function removeQuotas(tx: Tx, customerId: string): Promise<void> {
  await tx.run(sql`delete from messages.subscription_quotas where customer_id = ${customerId}`);
}
