import { messageKind } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

export interface Recipient {
  kind: 'customer' | 'staff';
  id: string;
}

export interface NewMessage {
  id: string;
  eventKey: string;
  to: Recipient;
  kind: string;
  template: string;
  variables: Readonly<Record<string, string | number>>;
  link: { kind: string; id: string } | null;
  at: Date;
}

/** Puts a message into the inbox; false when this event told this person already. */
export async function insertMessage(tx: Tx, message: NewMessage): Promise<boolean> {
  const added = await tx.run(sql`
    insert into messages.messages
      (id, event_key, recipient_kind, recipient_id, kind, template, variables, link_kind, link_id, created_at)
    values
      (${message.id}, ${message.eventKey}, ${message.to.kind}, ${message.to.id}, ${message.kind}, ${message.template},
       ${sql.json(message.variables)}, ${message.link?.kind ?? null}, ${message.link?.id ?? null}, ${message.at})
    on conflict (event_key, recipient_kind, recipient_id) do nothing`);
  return added === 1;
}

const messageRow = z.object({
  id: z.string(),
  kind: messageKind,
  template: z.string(),
  variables: z.record(z.string(), z.unknown()),
  link_kind: z.string().nullable(),
  link_id: z.string().nullable(),
  created_at: z.date(),
  read_at: z.date().nullable(),
});
export type MessageRow = z.infer<typeof messageRow>;

export function selectMessages(
  db: Db,
  to: Recipient,
  page: { before: readonly [string, string] | null; limit: number },
): Promise<MessageRow[]> {
  const { before, limit } = page;
  return db.rows(
    messageRow,
    sql`
    select id, kind, template, variables, link_kind, link_id, created_at, read_at
    from messages.messages
    where recipient_kind = ${to.kind} and recipient_id = ${to.id}
      ${before === null ? sql.empty : sql`and (created_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`}
    order by created_at desc, id desc
    limit ${limit}`,
  );
}

export async function countUnread(db: Db, to: Recipient): Promise<number> {
  const row = await db.row(
    z.object({ count: z.number() }),
    sql`
    select count(*) as count
    from messages.messages
    where recipient_kind = ${to.kind} and recipient_id = ${to.id} and read_at is null`,
  );
  return row.count;
}

/** Marks a message of this person as read; false when there is none. Reading again keeps the first time. */
export async function setRead(tx: Tx, id: string, to: Recipient, at: Date): Promise<boolean> {
  const touched = await tx.run(sql`
    update messages.messages
    set read_at = coalesce(read_at, ${at})
    where id = ${id} and recipient_kind = ${to.kind} and recipient_id = ${to.id}`);
  return touched === 1;
}

/** Marks all unread messages of this person as read; answers how many there were. */
export function setAllRead(tx: Tx, to: Recipient, at: Date): Promise<number> {
  return tx.run(sql`
    update messages.messages
    set read_at = ${at}
    where recipient_kind = ${to.kind} and recipient_id = ${to.id} and read_at is null`);
}

export async function moveMessages(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.run(sql`
    delete from messages.messages m
    where m.recipient_kind = 'customer' and m.recipient_id = ${fromId} and exists (
      select from messages.messages kept
      where kept.event_key = m.event_key and kept.recipient_kind = 'customer' and kept.recipient_id = ${intoId})`);
  await tx.run(sql`
    update messages.messages
    set recipient_id = ${intoId}
    where recipient_kind = 'customer' and recipient_id = ${fromId}`);
}

export async function removeMessages(tx: Tx, customerId: string): Promise<void> {
  await tx.run(sql`delete from messages.messages where recipient_kind = 'customer' and recipient_id = ${customerId}`);
}

/** Names the person of a paid send; sends outlive the message and are found by it for the personal archive. */
export const sendRecipient = (to: Recipient): string => `${to.kind}:${to.id}`;

export interface NewSend {
  id: string;
  eventKey: string;
  recipient: string;
  channel: 'sms' | 'wechat';
  template: string;
  /** WeChat's, of a subscription message. */
  templateId: string | null;
  /** Of a text message. */
  phoneSealed: string | null;
  textSealed: string;
  at: Date;
  dueAt: Date;
  expiresAt: Date;
}

/** Queues a paid send; false when this event, person and channel have one already (MSG-3). */
export async function insertSend(tx: Tx, send: NewSend): Promise<boolean> {
  const added = await tx.run(sql`
    insert into messages.sends
      (id, event_key, recipient, channel, template, template_id, state, phone_sealed, text_sealed, attempts, created_at,
       expires_at, due_at)
    values
      (${send.id}, ${send.eventKey}, ${send.recipient}, ${send.channel}, ${send.template}, ${send.templateId}, 'queued',
       ${send.phoneSealed}, ${send.textSealed}, 0, ${send.at}, ${send.expiresAt}, ${send.dueAt})
    on conflict (event_key, recipient, channel) do nothing`);
  return added === 1;
}

const claimedRow = z.object({
  id: z.string(),
  was: z.enum(['queued', 'sending']),
  attempts: z.number(),
  event_key: z.string(),
  recipient: z.string(),
  channel: z.enum(['sms', 'wechat']),
  template: z.string(),
  template_id: z.string().nullable(),
  phone_sealed: z.string().nullable(),
  text_sealed: z.string(),
  expires_at: z.date(),
});
export type ClaimedSend = z.infer<typeof claimedRow>;

/** Takes due sends until the lease ends; `was` tells whether somebody had taken one before and never came back. */
export function claimDueSends(tx: Tx, now: Date, leaseUntil: Date, limit: number): Promise<ClaimedSend[]> {
  return tx.rows(
    claimedRow,
    sql`
    with due as (
      select id, state
      from messages.sends
      where due_at <= ${now}
      order by due_at
      limit ${limit}
      for update skip locked
    )
    update messages.sends s
    set state = 'sending', attempts = s.attempts + 1, due_at = ${leaseUntil}
    from due
    where s.id = due.id
    returning s.id, due.state as was, s.attempts, s.event_key, s.recipient, s.channel, s.template, s.template_id,
      s.phone_sealed, s.text_sealed, s.expires_at`,
  );
}

/** Ends a send; number and text are not kept beyond it. Only the attempt that claimed it may; false for any other. */
export async function settleSend(
  tx: Tx,
  send: { id: string; attempts: number },
  end: { state: string; at: Date; vendor: string; reference: string | null; error: string | null },
): Promise<boolean> {
  const settled = await tx.run(sql`
    update messages.sends
    set state = ${end.state}, settled_at = ${end.at}, due_at = null, phone_sealed = null, text_sealed = null,
      vendor = ${end.vendor}, vendor_reference = ${end.reference}, last_error = ${end.error}
    where id = ${send.id} and state = 'sending' and attempts = ${send.attempts}`);
  return settled === 1;
}

export async function requeueSend(
  tx: Tx,
  send: { id: string; attempts: number },
  again: { dueAt: Date; error: string },
): Promise<void> {
  await tx.run(sql`
    update messages.sends
    set state = 'queued', due_at = ${again.dueAt}, last_error = ${again.error}
    where id = ${send.id} and state = 'sending' and attempts = ${send.attempts}`);
}

export async function insertIntoDevelopmentInbox(
  tx: Tx,
  sms: { id: string; phoneSealed: string; phoneIndex: string; textSealed: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into messages.development_inbox (id, phone_sealed, phone_index, text_sealed, at)
    values (${sms.id}, ${sms.phoneSealed}, ${sms.phoneIndex}, ${sms.textSealed}, ${sms.at})
    on conflict (id) do nothing`);
}

const inboxRow = z.object({ id: z.string(), phone_sealed: z.string(), text_sealed: z.string(), at: z.date() });

export function selectDevelopmentInbox(db: Db, filter: { phoneIndex: string | null; limit: number }) {
  return db.rows(
    inboxRow,
    sql`
    select id, phone_sealed, text_sealed, at
    from messages.development_inbox
    ${filter.phoneIndex === null ? sql.empty : sql`where phone_index = ${filter.phoneIndex}`}
    order by at desc, id desc
    limit ${filter.limit}`,
  );
}
