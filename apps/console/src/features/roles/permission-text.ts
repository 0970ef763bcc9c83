import type { Answer } from '@latchkey/client';
import { useWord } from '@latchkey/ui';
import { useAppText } from '../../texts.ts';

export type RoleList = Answer<'GET /staff/roles'>;
export type Role = RoleList['items'][number];

/** `stores:edit` as “Stores · edit”. */
export function usePermissionText(): (permission: string) => string {
  const text = useAppText();
  const word = useWord();
  const actions: Record<string, string> = {
    act: text('roles.actions.act'),
    work: text('roles.actions.work'),
    edit: text('roles.actions.edit'),
    lockdown: text('roles.actions.lockdown'),
    adjust: text('roles.actions.adjust'),
    refund: text('roles.actions.refund'),
    query_channel: text('roles.actions.query_channel'),
    freeze: text('roles.actions.freeze'),
    reveal: text('roles.actions.reveal'),
    issue: text('roles.actions.issue'),
    reply: text('roles.actions.reply'),
    hide: text('roles.actions.hide'),
    command: text('roles.actions.command'),
    verify: text('roles.actions.verify'),
    request: text('roles.actions.request'),
    approve: text('roles.actions.approve'),
    reset_password: text('roles.actions.reset_password'),
  };
  return (permission) => {
    const [menu = '', action] = permission.split(':');
    return action ? `${word('menu', menu)} · ${actions[action] ?? action}` : word('menu', menu);
  };
}
