import type { Context, ReadContext } from '../../kernel/context.ts';
import { defineHandlers, type Input, read, write } from '../../kernel/http.ts';
import { changeMemberState } from './change-state.ts';
import { getStaffMember, listStaffMembers, type MembersPorts, memberStateChanges } from './queries.ts';

export function membersHandlers(ports: MembersPorts) {
  return defineHandlers({
    'GET /staff/members': read((ctx: ReadContext, { query }: Input<'GET /staff/members'>) =>
      listStaffMembers(ctx, ports, query),
    ),
    'GET /staff/members/:id': read((ctx: ReadContext, { params }: Input<'GET /staff/members/:id'>) =>
      getStaffMember(ctx, ports, params.id),
    ),
    'GET /staff/members/:id/state-changes': read(
      (ctx: ReadContext, { params }: Input<'GET /staff/members/:id/state-changes'>) =>
        memberStateChanges(ctx, params.id),
    ),
    'POST /staff/members/:id/state': write(
      async (ctx: Context, { params, body }: Input<'POST /staff/members/:id/state'>) => {
        await changeMemberState(ctx, { memberId: params.id, ...body });
        return getStaffMember(ctx, ports, params.id);
      },
    ),
  });
}
