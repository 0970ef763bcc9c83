import { on, type Subscription } from '../../kernel/events.ts';
import { lockdownChanged } from '../organisation/index.ts';
import { carryLockdown } from './set-desired.ts';

export const subscriptions: readonly Subscription[] = [
  on(lockdownChanged, 'devices.carry_lockdown', (ctx, { storeId }) => carryLockdown(ctx, { storeId })),
];
