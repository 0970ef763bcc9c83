import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { platformSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import type { Kernel } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';

const schema = platformSchemas.platformRoutes['GET /development/demo'].response;
export type DemoGuide = z.infer<typeof schema>;

/** The file that the demo's maker leaves in the data directory: sign-ins, door codes, barcodes. */
export const demoGuideFile = (dataDirectory: string): string => join(dataDirectory, 'demo-guide.json');

/** What a person needs to walk the demo. Outside demo mode, or before the demo was made, there is none: not_found. */
export async function getDemoGuide(kernel: Kernel): Promise<DemoGuide> {
  if (!kernel.config.demo) throw new AppError('not_found');
  const text = await readFile(demoGuideFile(kernel.config.dataDirectory), 'utf8').catch(() => null);
  if (text === null) throw new AppError('not_found');
  return schema.parse(JSON.parse(text));
}
