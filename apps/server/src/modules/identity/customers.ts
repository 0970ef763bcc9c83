import type { Locale } from '@latchkey/contract';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { maskName } from '../../kernel/masking.ts';
import { maskedPhone, phoneTailIndex } from './phone-numbers.ts';
import { selectByName, selectByPhoneTail, selectCustomers } from './store-customers.ts';

/** A customer as other modules know one; the phone number is masked. */
export interface Customer {
  id: string;
  state: 'active' | 'merged' | 'deleted';
  name: string | null;
  nameMasked: string | null;
  phoneMasked: string | null;
  phoneVerified: boolean;
  locale: Locale;
  openid: string | null;
  /** The version of the privacy notice that is agreed to; null after a withdrawal. */
  consentVersion: string | null;
}

/** Customers by id. A merged account answers under its own id with the facts of the surviving one, whose id it carries. */
export async function findCustomers(ctx: ReadContext, ids: readonly string[]): Promise<Map<string, Customer>> {
  if (ids.length === 0) return new Map();
  const rows = await selectCustomers(ctx.db, [...new Set(ids)]);
  const present = (row: (typeof rows)[number]): Customer => ({
    id: row.id,
    state: row.state,
    name: row.name,
    nameMasked: row.name === null ? null : maskName(row.name),
    // Opened when somebody looks: who comes through a door is not asked for it.
    get phoneMasked() {
      return maskedPhone(ctx.kernel.crypto, row.phone_sealed);
    },
    phoneVerified: row.phone_sealed !== null,
    locale: row.locale,
    openid: row.openid,
    consentVersion: row.consent_version,
  });
  return new Map(rows.map((row) => [row.asked_id, present(row)]));
}

/** One customer; throws not_found. */
export async function getCustomer(ctx: ReadContext, id: string): Promise<Customer> {
  const found = (await findCustomers(ctx, [id])).get(id);
  if (!found) throw new AppError('not_found');
  return found;
}

/** Where a customer can be reached: by WeChat, and by phone, whose number stays sealed (purpose `phone`). Null when the account is gone. */
export async function contactOf(
  ctx: ReadContext,
  customerId: string,
): Promise<{ customerId: string; phoneSealed: string | null; openid: string | null; locale: Locale } | null> {
  const [row] = await selectCustomers(ctx.db, [customerId]);
  if (row?.state !== 'active') return null;
  return { customerId: row.id, phoneSealed: row.phone_sealed, openid: row.openid, locale: row.locale };
}

/**
 * Ids of customers that a search text may mean: the last four digits of the phone number, or the beginning of the name.
 * At most `limit`, newest first.
 */
export async function searchCustomers(ctx: ReadContext, text: string, limit = 500): Promise<string[]> {
  const byName = await selectByName(ctx.db, text, limit);
  const byPhone = /^\d{4}$/.test(text)
    ? await selectByPhoneTail(ctx.db, phoneTailIndex(ctx.kernel.crypto, text), limit)
    : [];
  return [...new Set([...byPhone, ...byName].map((row) => row.id))].slice(0, limit);
}
