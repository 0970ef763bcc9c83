import type { Runtime } from './context.ts';
import type { Subscription } from './events.ts';
import type { Handlers } from './http.ts';
import type { JobDefinition, Sweep } from './jobs.ts';

/** What a module hangs into the product. Wiring collects these; nothing registers itself. */
export interface ModuleParts {
  handlers?: Handlers;
  subscriptions?: readonly Subscription[];
  jobs?: readonly JobDefinition[];
  sweeps?: readonly Sweep[];
  /** Long-running parts, by server role. */
  services?: readonly Service[];
}

export interface Service {
  name: string;
  role: 'web' | 'worker' | 'devices' | 'media';
  start(runtime: Runtime): Promise<{ stop(): Promise<void> }>;
}
