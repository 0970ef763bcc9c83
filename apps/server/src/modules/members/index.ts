/**
 * Members: the one member base of all stores and channels (MBR-1). A member's id is the customer's id.
 * Owns schema `members`. Invariants: one card number a member; figures only grow, except that a merge moves them;
 * every change of state has a reason. Lock order: members by id.
 */
import type { ModuleParts } from '../../kernel/module.ts';
import type { MembersPorts } from './queries.ts';
import { membersHandlers } from './routes.ts';

export { changeMemberState, markAbnormal } from './change-state.ts';
export { enrol } from './enrol.ts';
export { memberEnrolled, memberStateChanged } from './events.ts';
export { closeMembership, mergeMembers } from './merge-members.ts';
export {
  getMember,
  type MaskedMember,
  type Member,
  type MembersPorts,
  maskedMembers,
  memberPersonalData,
  visibleMemberId,
} from './queries.ts';
export { countPurchase, countVisit, noteEntry } from './record-deeds.ts';

export const createMembersModule = (ports: MembersPorts): ModuleParts => ({ handlers: membersHandlers(ports) });
