import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { addJob, job } from '../../kernel/jobs.ts';
import { mediaKey } from '../../kernel/media.ts';
import { pictureFormat } from '../../kernel/picture-format.ts';
import { lockCustomer, setPicture } from './store-customers.ts';

/** Pixels on the longer side: it is shown the size of a thumb. */
const MOST_PIXELS = 2048;

export interface ChosenPicture {
  key: string;
  content: Buffer;
}

/**
 * IDN-3. Judges a customer's picture by its bytes and gives it a name that nobody can guess. Nothing is kept yet.
 * Throws unsupported_media_type (not a PNG, JPEG or WebP), invalid_input (truncated, dimensions).
 */
export function checkFace(base64: string): ChosenPicture {
  const content = Buffer.from(base64, 'base64');
  const found = pictureFormat(content);
  if (found === 'foreign') throw new AppError('unsupported_media_type');
  if (found === 'truncated') throw invalidInput('content', 'truncated');
  const { extension, width, height } = found;
  if (Math.min(width, height) < 1 || Math.max(width, height) > MOST_PIXELS)
    throw invalidInput('content', `${width} × ${height}, 1–${MOST_PIXELS}`);
  return { key: `faces/${randomBytes(24).toString('hex')}.${extension}`, content };
}

/** The signed-in customer's picture from now on, or none; the one before is forgotten. */
export async function choosePicture(ctx: Context, key: string | null): Promise<void> {
  const { id } = requireCustomer(ctx.actor);
  const before = await lockCustomer(ctx.tx, id);
  await setPicture(ctx.tx, id, key);
  await forgetPicture(ctx, before.picture);
  // As with the name: the log tells that it changed, and not what it was.
  await audit(ctx, {
    action: 'identity.choose_picture',
    object: { kind: 'customer', id },
    before: { hadPicture: before.picture !== null },
    after: { hasPicture: key !== null },
  });
}

const FORGET = 'identity.forget-picture';

/** Removes the file once the caller's transaction is done, however often that takes. */
export async function forgetPicture(ctx: Context, key: string | null): Promise<void> {
  if (key !== null) await addJob(ctx, FORGET, { key });
}

export const forgetPictureJob = job(FORGET, z.object({ key: z.string() }), async (runtime, { key }) => {
  if (mediaKey(key, 'faces') !== null) await runtime.kernel.storage.remove(key);
});
