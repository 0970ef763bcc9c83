import { requireStaff, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Input } from '../../kernel/http.ts';
import { newId } from '../../kernel/ids.ts';
import { maskPhone } from '../../kernel/masking.ts';
import { insertEntity, type Sealed } from './entity-store.ts';
import { maskAccount } from './rules.ts';

export type EntityInput = Input<'POST /staff/entities'>['body'];

/** ORG-1. Creates an entity. Only someone who sees the whole platform may. Throws forbidden, invalid_input (licence taken). */
export async function createEntity(ctx: Context, input: EntityInput): Promise<{ entityId: string }> {
  requireStaff(ctx.actor, 'entities:edit');
  if (storeFilter(ctx.actor) !== null) throw new AppError('forbidden');
  const entityId = newId();
  await insertEntity(ctx.tx, entityId, input, sealPhone(ctx, input), sealAccount(ctx, input), ctx.now);
  await audit(ctx, {
    action: 'entities.create',
    object: { kind: 'entity', id: entityId },
    after: auditedEntity(input),
  });
  return { entityId };
}

/** Contact numbers and accounts are kept encrypted; lists and forms show a masked form. */
export function sealPhone(ctx: Context, { contactPhone }: EntityInput): Sealed {
  if (contactPhone === null) return { sealed: null, masked: null };
  return {
    sealed: ctx.kernel.crypto.seal(contactPhone, 'organisation.contact_phone'),
    masked: maskPhone(contactPhone),
  };
}

export function sealAccount(ctx: Context, { payoutAccount }: EntityInput): Sealed {
  if (!payoutAccount) return { sealed: null, masked: null };
  return {
    sealed: ctx.kernel.crypto.seal(JSON.stringify(payoutAccount), 'organisation.payout_account'),
    masked: maskAccount(payoutAccount.number),
  };
}

/** What the log may hold of an entity: no plain number. */
export function auditedEntity(input: EntityInput) {
  return {
    name: input.name,
    contactName: input.contactName,
    contactPhone: input.contactPhone && maskPhone(input.contactPhone),
    licenceNumber: input.licenceNumber,
    payoutAccount: input.payoutAccount ? maskAccount(input.payoutAccount.number) : input.payoutAccount,
    serviceFee: input.serviceFee,
    channelFeeBearer: input.channelFeeBearer,
  };
}
