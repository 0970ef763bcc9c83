import { type PresetRole, presetRoles, roleMatrix } from '@latchkey/contract';
import { requireSystem } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { upsertPresetRole } from './store-roles.ts';

const names: Record<PresetRole, string> = {
  platform_administrator: '平台管理员',
  user_administrator: '用户管理员',
  merchant_administrator: '商家管理员',
  order_administrator: '订单管理员',
  analyst: '数据分析',
  finance: '财务',
  operations: '运维',
  region_manager: '区域经理',
  entity_owner: '主体负责人',
  store_manager: '店长',
  cashier: '收银员',
  cleaner: '保洁员',
  agent: '客服',
  auditor: '审计员',
};

/** IDN-17: makes the rows of the preset roles what the matrix in code says. Run at every start; changes nothing twice. */
export async function ensurePresetRoles(ctx: Context): Promise<void> {
  requireSystem(ctx.actor);
  for (const preset of [...presetRoles].sort()) {
    const permissions = [...roleMatrix[preset]].sort();
    const changed = await upsertPresetRole(ctx.tx, {
      id: newId(),
      preset,
      name: names[preset],
      permissions,
      at: ctx.now,
    });
    if (changed > 0) {
      await audit(ctx, { action: 'roles.ensure_preset', object: { kind: 'role', id: preset }, after: { permissions } });
    }
  }
}
