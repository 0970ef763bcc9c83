/**
 * Identity: who somebody is and what they may do. Customers (phone, WeChat), staff, roles, sessions, consents.
 * Owns schema `identity`. Invariants: a verified phone number and a WeChat account belong to one active customer;
 * tokens, codes and passwords are kept as hashes only; there is always an active platform administrator.
 * Lock order: try counters, SMS code, phone number (advisory), customers by id, sessions; for staff: the administrator
 * role's row, then accounts.
 */

import { systemActor } from '../../kernel/actor.ts';
import type { Db } from '../../kernel/db.ts';
import type { ModuleParts, Service } from '../../kernel/module.ts';
import type { SealedColumn } from '../../kernel/reseal.ts';
import { authenticate } from './authenticate.ts';
import { forgetPictureJob } from './choose-picture.ts';
import { ensurePresetRoles } from './ensure-preset-roles.ts';
import type { IdentityPorts } from './ports.ts';
import { customerHandlers } from './routes-customer.ts';
import { signInsHandlers } from './routes-sign-ins.ts';
import { staffHandlers } from './routes-staff.ts';
import { tidySweep } from './tidy.ts';

export { authenticateCustomers, staffActorOf } from './authenticate.ts';
export { bindPhone, bindVerifiedPhone } from './bind-phone.ts';
export { bindableAgents } from './bindable-agents.ts';
export { createFirstAdministrator } from './create-first-administrator.ts';
export { createStaff, type StaffInput } from './create-staff.ts';
export { type Customer, contactOf, findCustomers, getCustomer, searchCustomers } from './customers.ts';
export { deleteAccount } from './delete-account.ts';
export { ensurePresetRoles } from './ensure-preset-roles.ts';
export { customerDeleted, customerRegistered, customersMerged, sessionsEnded, smsCodeRequested } from './events.ts';
export { freezeStaff, unfreezeStaff } from './freeze-staff.ts';
export { importCustomer } from './import-customer.ts';
export type { IdentityPorts, Outcome, Scope, SignedIn } from './ports.ts';
export { unwrap } from './ports.ts';
export { noticeVersion } from './privacy-notice.ts';
export { holdersOf, platformHolders, staffNames } from './queries.ts';
export { requestOwnCode, requestSmsCode } from './request-sms-code.ts';
export { signInByPhone } from './sign-in-by-phone.ts';
export { signInByWechat } from './sign-in-by-wechat.ts';
export { rolesByPreset } from './store-roles.ts';
export { updateProfile } from './update-profile.ts';
export { createWechatMiniProgram, MiniProgramError, type WechatMiniProgram } from './wechat-mini-program.ts';

/** PLT-8: what is sealed here with the master keys. */
export const identitySealedColumns: readonly SealedColumn[] = [
  { table: 'identity.customers', column: 'phone_sealed', purpose: 'phone' },
  { table: 'identity.staff', column: 'phone_sealed', purpose: 'phone' },
  { table: 'identity.staff', column: 'totp_sealed', purpose: 'totp' },
  { table: 'identity.staff', column: 'totp_pending_sealed', purpose: 'totp' },
];

/** Makes the preset roles before this server answers anybody. */
const presetRoles: Service = {
  name: 'identity.preset-roles',
  role: 'web',
  start: async (runtime) => {
    await runtime.transaction(systemActor('identity.preset-roles'), ensurePresetRoles);
    return { stop: async () => {} };
  },
};

/** The module's parts, and the look-up that HTTP and websocket make for every token. */
export function createIdentityModule(ports: IdentityPorts): ModuleParts & {
  authenticate(db: Db, token: string, audience: 'customer' | 'staff', now: Date): ReturnType<typeof authenticate>;
} {
  return {
    handlers: { ...customerHandlers(ports), ...staffHandlers(ports), ...signInsHandlers(ports) },
    sweeps: [tidySweep],
    jobs: [forgetPictureJob],
    services: [presetRoles],
    authenticate: (db, token, audience, now) => authenticate(ports, db, token, audience, now),
  };
}
