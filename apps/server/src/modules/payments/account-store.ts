import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const settings = z.object({
  baseUrl: z.string(),
  mchid: z.string(),
  appid: z.string(),
  merchantSerial: z.string(),
  downloadsCertificates: z.boolean(),
});

const accountRow = z.object({
  code: z.string(),
  channel: z.literal('wechat'),
  emulator: z.boolean(),
  settings,
  secretsSealed: z.string(),
  feeRate: z.int(),
  version: z.int(),
});
export type ChannelAccountRow = z.output<typeof accountRow>;

const columns = sql`
  code, channel, emulator, settings, secrets_sealed as "secretsSealed", fee_rate as "feeRate", version`;

export function findAccount(db: Db, code: string): Promise<ChannelAccountRow | null> {
  return db.maybeRow(accountRow, sql`select ${columns} from payments.channel_accounts where code = ${code}`);
}

/** The entity's own enabled account, else the platform's. */
export function accountForEntity(db: Db, channel: string, entityId: string): Promise<ChannelAccountRow | null> {
  return db.maybeRow(
    accountRow,
    sql`
    select ${columns} from payments.channel_accounts
    where channel = ${channel} and enabled and (entity_id = ${entityId} or entity_id is null)
    order by entity_id nulls last
    limit 1`,
  );
}

export interface AccountDraft {
  code: string;
  channel: 'wechat';
  entityId: string | null;
  enabled: boolean;
  emulator: boolean;
  settings: z.input<typeof settings>;
  secretsSealed: string;
  feeRate: number;
  now: Date;
}

/** A changed account gets a new version, which makes a new client. */
export function upsertAccount(tx: Tx, draft: AccountDraft): Promise<number> {
  return tx.run(sql`
    insert into payments.channel_accounts
      (code, channel, entity_id, enabled, emulator, settings, secrets_sealed, fee_rate, version, updated_at)
    values (${draft.code}, ${draft.channel}, ${draft.entityId}, ${draft.enabled}, ${draft.emulator},
      ${sql.json(draft.settings)}::jsonb, ${draft.secretsSealed}, ${draft.feeRate}, 1, ${draft.now})
    on conflict on constraint channel_accounts_pkey do update set
      entity_id = excluded.entity_id, enabled = excluded.enabled, emulator = excluded.emulator,
      settings = excluded.settings, secrets_sealed = excluded.secrets_sealed, fee_rate = excluded.fee_rate,
      version = channel_accounts.version + 1, updated_at = excluded.updated_at`);
}
