import type { Permission } from '@latchkey/contract';
import { type Actor, requireStaff, storeFilter } from '../../kernel/actor.ts';
import { AppError } from '../../kernel/errors.ts';

/** Plan and liabilities are the whole chain's: staff who see some stores only have no part in them. */
export function requireWholeChain(actor: Actor, permission: Permission): void {
  requireStaff(actor, permission);
  if (storeFilter(actor) !== null) throw new AppError('forbidden');
}
