import { createHash } from 'node:crypto';
import { requireStaff } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import type { Input } from '../../kernel/http.ts';
import type { MediaFolder } from '../../kernel/media.ts';
import { pictureFormat } from '../../kernel/picture-format.ts';
import { requireLibrary } from './create-product.ts';

type PictureInput = Input<'POST /staff/pictures'>['body'];

/** Pixels on the longer side: a small file that unfolds into more would only burden the customer's phone. */
export const MOST_PIXELS = 6000;

export interface CheckedPicture {
  /** Where it is kept: its purpose's folder and its content's hash, so that the same picture is kept once. */
  key: string;
  content: Buffer;
  facts: { width: number; height: number; bytes: number };
}

/**
 * CAT-1, ORG-6. Judges an upload by its bytes. Nothing is kept yet.
 * Throws forbidden, unsupported_media_type (not a PNG, JPEG or WebP), invalid_input (truncated, dimensions).
 */
export function checkPicture(ctx: ReadContext, input: PictureInput): CheckedPicture {
  requirePurpose(ctx, input.purpose);
  const content = Buffer.from(input.content, 'base64');
  const found = pictureFormat(content);
  if (found === 'foreign') throw new AppError('unsupported_media_type');
  if (found === 'truncated') throw invalidInput('content', 'truncated');
  const { extension, width, height } = found;
  if (Math.min(width, height) < 1 || Math.max(width, height) > MOST_PIXELS)
    throw invalidInput('content', `${width} × ${height}, 1–${MOST_PIXELS}`);
  const hash = createHash('sha256').update(content).digest('hex');
  const folder: MediaFolder = input.purpose === 'product' ? 'products' : 'stores';
  return { key: `${folder}/${hash}.${extension}`, content, facts: { width, height, bytes: content.length } };
}

/** Records who brought a picture in, after it was kept. Throws forbidden. */
export async function recordPicture(
  ctx: Context,
  purpose: PictureInput['purpose'],
  picture: CheckedPicture,
): Promise<void> {
  requirePurpose(ctx, purpose);
  await audit(ctx, {
    action: 'pictures.upload',
    object: { kind: 'picture', id: picture.key },
    after: picture.facts,
  });
}

function requirePurpose(ctx: Pick<ReadContext, 'actor'>, purpose: PictureInput['purpose']): void {
  if (purpose === 'product') requireLibrary(ctx);
  else requireStaff(ctx.actor, 'stores:edit');
}
