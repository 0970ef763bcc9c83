import type { Locale } from '@latchkey/contract';
import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { lockCustomer, setProfile } from './store-customers.ts';

/** Changes the signed-in customer's name, language or seen guide; what is left out stays. Changes are logged (IDN-3). */
export async function updateProfile(
  ctx: Context,
  change: { name?: string | null | undefined; locale?: Locale | undefined; guideSeen?: boolean | undefined },
): Promise<void> {
  const { id } = requireCustomer(ctx.actor);
  const before = await lockCustomer(ctx.tx, id);
  const after = {
    name: change.name === undefined ? before.name : change.name,
    locale: change.locale ?? before.locale,
    guideSeen: change.guideSeen ?? before.guide_seen,
  };
  await setProfile(ctx.tx, id, after);
  // The log lives for ever and outlives the account: it tells that the name changed, not what it was.
  await audit(ctx, {
    action: 'identity.update_profile',
    object: { kind: 'customer', id },
    before: { locale: before.locale, guideSeen: before.guide_seen },
    after: { nameChanged: before.name !== after.name, locale: after.locale, guideSeen: after.guideSeen },
  });
}
