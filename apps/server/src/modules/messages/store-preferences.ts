import { messageKind } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import type { Preferences } from './channel-rules.ts';

const preferencesRow = z
  .object({
    wechat: z.boolean(),
    sms: z.boolean(),
    muted: z.array(messageKind),
    quiet_from: z.string().nullable(),
    quiet_to: z.string().nullable(),
  })
  .transform(
    ({ wechat, sms, muted, quiet_from: from, quiet_to: to }): Preferences => ({
      wechat,
      sms,
      muted,
      quiet: from !== null && to !== null ? { from, to } : null,
    }),
  );

export function findPreferences(db: Db, customerId: string): Promise<Preferences | null> {
  return db.maybeRow(
    preferencesRow,
    sql`
    select wechat, sms, muted, quiet_from, quiet_to
    from messages.preferences
    where customer_id = ${customerId}`,
  );
}

export async function upsertPreferences(tx: Tx, customerId: string, wants: Preferences, at: Date): Promise<void> {
  await tx.run(sql`
    insert into messages.preferences (customer_id, wechat, sms, muted, quiet_from, quiet_to, updated_at)
    values (${customerId}, ${wants.wechat}, ${wants.sms}, ${[...wants.muted]}::text[], ${wants.quiet?.from ?? null},
      ${wants.quiet?.to ?? null}, ${at})
    on conflict (customer_id) do update
    set wechat = excluded.wechat, sms = excluded.sms, muted = excluded.muted, quiet_from = excluded.quiet_from,
      quiet_to = excluded.quiet_to, updated_at = excluded.updated_at`);
}

/** IDN-1: what the surviving account chose stays; the other one's choice holds where it had none. */
export async function movePreferences(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.run(sql`
    insert into messages.preferences (customer_id, wechat, sms, muted, quiet_from, quiet_to, updated_at)
    select ${intoId}, wechat, sms, muted, quiet_from, quiet_to, updated_at
    from messages.preferences
    where customer_id = ${fromId}
    on conflict (customer_id) do nothing`);
  await tx.run(sql`delete from messages.preferences where customer_id = ${fromId}`);
}

export async function removePreferences(tx: Tx, customerId: string): Promise<void> {
  await tx.run(sql`delete from messages.preferences where customer_id = ${customerId}`);
}
