// UX-6: the shopper's first page on a mid phone over a slow line.
import { ensureBuilt, SHOPPER_H5 } from '../../../../scripts/product/builds.ts';
import { startProduct } from '../run/product.ts';
import { percentile, rounded } from '../run/statistics.ts';
import { makeStores } from '../run/world.ts';
import { type Impression, LINES, openBrowser, visitTwice } from './visit.ts';

const VISITS = 5;
const note = (line: string): void => void process.stderr.write(`  ${line}\n`);

const middle = (visits: readonly Impression[], of: keyof Impression): number =>
  percentile(
    visits.map((visit) => visit[of]),
    0.5,
  );

function figuresOf(name: string, visits: readonly Impression[]): Record<string, number> {
  const kilobytes = (of: keyof Impression) => rounded(middle(visits, of) / 1024, 1);
  return {
    [`${name}_fcp_ms`]: rounded(middle(visits, 'firstPaintMs'), 0),
    [`${name}_lcp_ms`]: rounded(middle(visits, 'largestPaintMs'), 0),
    [`${name}_door_ms`]: rounded(middle(visits, 'doorMs'), 0),
    [`${name}_blocked_ms`]: rounded(middle(visits, 'blockedMs'), 0),
    [`${name}_cls`]: rounded(middle(visits, 'layoutShift'), 4),
    [`${name}_script_kb`]: kilobytes('scriptBytes'),
    [`${name}_all_kb`]: kilobytes('bytes'),
    [`${name}_requests`]: middle(visits, 'requests'),
  };
}

/** Figures of a product that runs already (FIRST_SCREEN_URL), or of one of our own with a dozen stores. */
async function withProduct<T>(work: (url: string) => Promise<T>): Promise<T> {
  const given = process.env.FIRST_SCREEN_URL;
  if (given) return work(given);
  await ensureBuilt(SHOPPER_H5, note);
  const product = await startProduct();
  try {
    await makeStores(product, { stores: 12, goods: 3 });
    return await work(product.origin);
  } finally {
    await product.close();
  }
}

/** See docs/performance.md for what the figures mean. */
export const run = (): Promise<Record<string, number>> =>
  withProduct(async (url) => {
    const browser = await openBrowser();
    try {
      const figures: Record<string, number> = {};
      for (const [name, line] of Object.entries(LINES)) {
        const cold: Impression[] = [];
        const warm: Impression[] = [];
        for (let i = 0; i < VISITS; i++) {
          const [first, second] = await visitTwice(browser, url, line);
          cold.push(first);
          warm.push(second);
        }
        Object.assign(figures, figuresOf(name, cold), figuresOf(`${name}_again`, warm));
        note(`${name}: ${VISITS} first visits and ${VISITS} second ones`);
      }
      return figures;
    } finally {
      await browser.close();
    }
  });
