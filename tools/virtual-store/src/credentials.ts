import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CAMERA_ZONES } from './camera/scene.ts';

const text = z.object({ 'zh-CN': z.string(), en: z.string(), 'zh-TW': z.string() });

/** The secrets of simulated devices; whoever registered them wrote this file. */
export const credentialsFile = z.object({
  version: z.literal(1),
  stores: z.array(
    z.object({
      id: z.string().min(1).max(64),
      name: z.union([z.string(), text]),
      /** What the QR code on the door holds; customers who walk by script use it. */
      doorToken: z.string().optional(),
      devices: z.array(
        z.object({
          code: z.string(),
          kind: z.string(),
          secret: z.string().min(16),
          label: z.string().optional(),
          /** Of a camera: what it looks at, what is written into its picture, and who may pull its stream at `/<code>`. */
          stream: z
            .object({ zone: z.enum(CAMERA_ZONES), title: z.string(), user: z.string(), password: z.string() })
            .optional(),
        }),
      ),
    }),
  ),
});

export type Credentials = z.infer<typeof credentialsFile>;
export type StoreCredentials = Credentials['stores'][number];

/** Reads the file; null while it does not exist yet. Throws on a file of another shape. */
export async function readCredentials(path: string): Promise<Credentials | null> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return credentialsFile.parse(JSON.parse(content));
}
