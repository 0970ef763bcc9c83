// One opening of the shopper's first page in a browser that is held back, and what it felt like.
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { z } from 'zod';

export interface Line {
  /** Bits a second, down and up. */
  down: number;
  up: number;
  latencyMs: number;
}

/** As Lighthouse has them. */
export const LINES: Readonly<Record<'slow_4g' | '4g', Line>> = {
  slow_4g: { down: 1_600_000, up: 750_000, latencyMs: 150 },
  '4g': { down: 9_000_000, up: 9_000_000, latencyMs: 85 },
};
/** A mid phone beside a desktop. */
const CPU_SLOWDOWN = 4;

export interface Impression {
  /** First contentful paint, and the moment at which the door button is there; ms from the start of the navigation. */
  firstPaintMs: number;
  doorMs: number;
  /** When the largest part had been painted. */
  largestPaintMs: number;
  /** Unitless, as browsers sum it. */
  layoutShift: number;
  /** Time in which the main thread was busy for more than 50 ms at a stretch, beyond those 50. */
  blockedMs: number;
  /** Over the network, compressed, until the door button was there. */
  scriptBytes: number;
  bytes: number;
  requests: number;
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--headless=new',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** Runs in the page before anything of it does. */
const OBSERVE = `
  window.__seen = { shift: 0, blocked: 0, largest: 0, door: 0 };
  const watch = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) window.__seen.shift += entry.value; });
  watch('longtask', (entry) => { window.__seen.blocked += Math.max(0, entry.duration - 50); });
  watch('largest-contentful-paint', (entry) => { window.__seen.largest = entry.startTime; });
  new MutationObserver((_, self) => {
    if (!document.getElementById('open-door')) return;
    self.disconnect();
    requestAnimationFrame(() => { window.__seen.door = performance.now(); });
  }).observe(document, { childList: true, subtree: true });
`;
const seen = z.object({
  shift: z.number(),
  blocked: z.number(),
  largest: z.number(),
  door: z.number().positive(),
  first: z.number().positive(),
});
const READ = `({ ...window.__seen, first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0 })`;

async function holdBack(session: CDPSession, line: Line): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.latencyMs,
    downloadThroughput: line.down / 8,
    uploadThroughput: line.up / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
}

/** Counts what comes over the network from now on. */
function meter(session: CDPSession): { scriptBytes: number; bytes: number; requests: number } {
  const counted = { scriptBytes: 0, bytes: 0, requests: 0 };
  const scripts = new Set<string>();
  session.on('Network.responseReceived', ({ requestId, type }) => {
    counted.requests++;
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    counted.bytes += encodedDataLength;
    if (scripts.has(requestId)) counted.scriptBytes += encodedDataLength;
  });
  return counted;
}

async function open(page: Page, url: string, line: Line): Promise<Impression> {
  const session = await page.context().newCDPSession(page);
  const counted = meter(session);
  await holdBack(session, line);
  await page.addInitScript(OBSERVE);
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('#open-door').waitFor({ timeout: 60_000 });
  const atDoor = { ...counted };
  await page.waitForLoadState('networkidle');
  const { first, door, largest, shift, blocked } = seen.parse(await page.evaluate(READ));
  await session.detach();
  return {
    firstPaintMs: first,
    doorMs: door,
    largestPaintMs: largest,
    layoutShift: shift,
    blockedMs: blocked,
    ...atDoor,
  };
}

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/** A first visit, and then another with what the first one left in the browser. */
export async function visitTwice(browser: Browser, url: string, line: Line): Promise<[Impression, Impression]> {
  const context = await browser.newContext({ ...PHONE, locale: 'zh-CN' });
  try {
    const first = await context.newPage();
    const cold = await open(first, url, line);
    // The worker keeps the shell for the next time, behind the page's back.
    await first.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await first.close();
    const warm = await open(await context.newPage(), url, line);
    return [cold, warm];
  } finally {
    await context.close();
  }
}
