import { randomInt } from 'node:crypto';
import { newId } from '../kernel/ids.ts';
import { type IdentityPorts, importCustomer } from '../modules/identity/index.ts';
import { enrol } from '../modules/members/index.ts';
import type { createTestRuntime } from './runtime.ts';

const ports: IdentityPorts = {
  wechat: null,
  onCustomerRegistered: enrol,
  onCustomersMerged: async () => {},
  onCustomerDeleted: async () => {},
  storeIdsOfScope: async () => null,
  openMatters: async () => [],
  cardNumberOf: async () => '',
  visibleMemberId: async (_ctx, id) => id,
  personalData: async () => ({}),
};

/** A customer with a verified phone number and consent, enrolled as a member; answered as the actor of a session. */
export async function makeCustomer(product: Pick<ReturnType<typeof createTestRuntime>, 'asSystem'>) {
  const phone = `138${String(randomInt(100_000_000)).padStart(8, '0')}`;
  const id = await product.asSystem((ctx) => importCustomer(ctx, ports, { phone, name: '王小明' }));
  return { kind: 'customer' as const, id, sessionId: newId(), phoneVerified: true };
}
