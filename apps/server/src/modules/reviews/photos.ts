import { randomBytes } from 'node:crypto';
import { requireCustomer, systemActor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { mediaKey } from '../../kernel/media.ts';
import { pictureFormat } from '../../kernel/picture-format.ts';
import { withoutMetadata } from '../../kernel/picture-metadata.ts';
import {
  dropPhotos,
  forgetLoosePhotos,
  insertPhoto,
  lockLoosePhotos,
  loosePhotos,
  takePhotos,
} from './member-store.ts';

const MOST_PIXELS = 2048;
/** Photos that a member may have kept without a review: twice as many as one shows. */
const MOST_LOOSE = 12;
const DAY = 24 * 3_600_000;

/** Judges a photo by its bytes, drops what it tells beside its pixels, and names it unguessably. Throws unsupported_media_type, invalid_input (truncated, dimensions). */
export function checkPhoto(base64: string): { key: string; content: Buffer } {
  const content = Buffer.from(base64, 'base64');
  const found = pictureFormat(content);
  if (found === 'foreign') throw new AppError('unsupported_media_type');
  if (found === 'truncated') throw invalidInput('content', 'truncated');
  const { extension, width, height } = found;
  if (Math.min(width, height) < 1 || Math.max(width, height) > MOST_PIXELS)
    throw invalidInput('content', `${width} × ${height}, 1–${MOST_PIXELS}`);
  return {
    key: `reviews/${randomBytes(24).toString('hex')}.${extension}`,
    content: withoutMetadata(content, extension),
  };
}

/** Whose photo it is: nobody else's review may show it. Throws rate_limited while too many of theirs wait for a review. */
export async function recordPhoto(ctx: Context, key: string): Promise<void> {
  const { id: memberId } = requireCustomer(ctx.actor);
  await lockLoosePhotos(ctx.tx, memberId);
  const { count, oldest } = await loosePhotos(ctx.tx, memberId);
  if (count >= MOST_LOOSE && oldest) {
    const seconds = Math.ceil((oldest.getTime() + DAY - ctx.now.getTime()) / 1_000);
    throw new AppError('rate_limited', { seconds: Math.max(1, seconds) });
  }
  await insertPhoto(ctx.tx, key, memberId, ctx.now);
}

/** The photos that a review of a member shows from now on, as keys. Throws invalid_input for what is not theirs to show. */
export async function showPhotos(
  ctx: Context,
  review: { id: string; memberId: string },
  keys: readonly string[],
): Promise<void> {
  const taken = keys.length === 0 ? 0 : await takePhotos(ctx.tx, review.id, review.memberId, keys);
  if (taken !== keys.length) throw invalidInput('photos', 'unknown');
  await dropPhotos(ctx.tx, review.id, keys, ctx.now);
}

/** Storage keys of addresses. Throws invalid_input for foreign ones. */
export function photoKeys(addresses: readonly string[]): string[] {
  return [...new Set(addresses)].map((address) => {
    const key = mediaKey(address, 'reviews');
    if (key === null) throw invalidInput('photos', 'unknown');
    return key;
  });
}

/** Forgets photos that no review took up for a day. */
export const photoSweep: Sweep = {
  name: 'reviews.photos',
  everyMs: 300_000,
  async run(runtime) {
    const gone = await runtime.transaction(systemActor('reviews'), (ctx) =>
      forgetLoosePhotos(ctx.tx, new Date(ctx.now.getTime() - DAY)),
    );
    for (const { key } of gone) await runtime.kernel.storage.remove(key);
    return gone.length === 100;
  },
};
