/** What front ends ask first, and the guide through the demo. Owns no tables. */
import type { ModuleParts } from '../../kernel/module.ts';
import { createHandlers } from './routes.ts';

export { type DemoGuide, demoGuideFile } from './demo-guide.ts';

/** @param version of the product, as front ends show it. */
export const createPlatformModule = (version: string): ModuleParts => ({ handlers: createHandlers(version) });
