// AMap's web service finds where an address lies. Its answers are GCJ-02; ours are WGS-84, as phones measure.
import { z } from 'zod';
import { requireStaff } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { fromGcj02, type Position, tidy } from './geocode-rules.ts';

interface Candidate {
  address: string;
  /** How exact the place is, in AMap's words: 门牌号, 道路, 区县 … */
  level: string;
  position: Position;
}

const TIMEOUT_MS = 5_000;
const MOST_CANDIDATES = 10;
/** AMap writes an empty list where a text is missing. */
const textOrNothing = z
  .union([z.string(), z.array(z.unknown())])
  .transform((value) => (typeof value === 'string' ? value : ''));
const answerSchema = z.object({
  status: z.string(),
  info: z.string(),
  infocode: z.string(),
  geocodes: z
    .array(
      z.object({
        formatted_address: textOrNothing,
        level: textOrNothing,
        location: z.string().regex(/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/),
      }),
    )
    .optional(),
});

/** What AMap's codes ask of whom. A code that is not named here counts as the service being away. */
const QUOTA = /^(10003|10004|10010|10014|10019|10020|10021|10029|10044|10045|40000)$/;
const KEY = /^(10001|10002|10005|10006|10007|10008|10009|10011|10012|10013|10026|10041|40002)$/;
const NOTHING_THERE = /^(20000|30001)$/;

/**
 * Where an address may lie, the likeliest first; empty when AMap knows no such place. For staff who edit stores.
 * Throws map_not_configured, map_key_refused, map_quota_spent, map_unavailable.
 */
export async function geocode(
  ctx: ReadContext,
  input: { address: string; city?: string | undefined },
  timeoutMs: number = TIMEOUT_MS,
): Promise<Candidate[]> {
  requireStaff(ctx.actor, 'stores:edit');
  const { key, base } = ctx.kernel.config.amap;
  if (key === null) throw new AppError('map_not_configured');
  const query = new URLSearchParams({
    key,
    address: input.address,
    output: 'JSON',
    ...(input.city ? { city: input.city } : {}),
  });
  const answer = await ask(`${base}/v3/geocode/geo?${query}`, timeoutMs);
  if (answer === null) throw new AppError('map_unavailable', { code: '–' });
  const { infocode, info } = answer;
  if (answer.status === '1') return (answer.geocodes ?? []).slice(0, MOST_CANDIDATES).map(candidateOf);
  if (NOTHING_THERE.test(infocode)) return [];
  ctx.log.warn({ infocode, info }, 'the map service refused a look-up');
  if (QUOTA.test(infocode)) throw new AppError('map_quota_spent', { code: infocode });
  if (KEY.test(infocode)) throw new AppError('map_key_refused', { code: `${infocode} ${info}` });
  throw new AppError('map_unavailable', { code: infocode });
}

/** Null when nobody answered in AMap's words. What went wrong is not passed on: the address holds the key. */
async function ask(url: string, timeoutMs: number): Promise<z.infer<typeof answerSchema> | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    return answerSchema.parse(await response.json());
  } catch {
    return null;
  }
}

function candidateOf(found: { formatted_address: string; level: string; location: string }): Candidate {
  const [longitude = 0, latitude = 0] = found.location.split(',').map(Number);
  return { address: found.formatted_address, level: found.level, position: tidy(fromGcj02({ longitude, latitude })) };
}
