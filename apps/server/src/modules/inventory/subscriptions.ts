import { on, type Subscription } from '../../kernel/events.ts';
import { listingChanged } from '../catalog/index.ts';
import { stockChanged } from './events.ts';
import { watchThresholds } from './watch-thresholds.ts';

/** What changes of stock and of listings mean for thresholds. */
export const subscriptions: readonly Subscription[] = [
  on(stockChanged, 'inventory.watchThresholds', (ctx, { listingIds }) => watchThresholds(ctx, listingIds)),
  on(listingChanged, 'inventory.watchChangedThreshold', (ctx, { listingId }) => watchThresholds(ctx, [listingId])),
];
