// `npm run shots`: every screen of every front end in sizes, lights and languages, with an index page and what axe finds.
//   --out=folder        where pictures go (shots/, which git ignores)
//   --only=console,…    some front ends
//   --faces=390,…       only faces whose name begins so, or has it: 390, dark, en
//   --readme            also the README's pictures in docs/pictures
// A running product is used with E2E_URL and E2E_STORES_URL; without them one is started with fresh demo data.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { startProduct } from '../e2e/support/start.ts';
import { probePort } from './product/ports.ts';
import { FACES, nameOf } from './shots/faces.ts';
import { indexPage } from './shots/index-page.ts';
import { readmePictures } from './shots/readme-pictures.ts';
import { screensOf } from './shots/screens.ts';
import { type Shot, shootFace } from './shots/shoot.ts';
import { makeWorld, walk } from './shots/world.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'shots' },
    only: { type: 'string' },
    faces: { type: 'string' },
    readme: { type: 'boolean', default: false },
  },
});
const folder = resolve(values.out);
const wanted = (list: string | undefined, name: string) =>
  list === undefined || list.split(',').some((part) => name.split('-').includes(part) || name.startsWith(part));

/** The product that is looked at, and how it is left. */
async function product(): Promise<{ product: string; stores: string; end: () => Promise<void> }> {
  const { E2E_URL, E2E_STORES_URL } = process.env;
  if (E2E_URL && E2E_STORES_URL) return { product: E2E_URL, stores: E2E_STORES_URL, end: async () => {} };
  const data = mkdtempSync(join(tmpdir(), 'latchkey-shots-'));
  const port = String(await probePort(0));
  const started = await startProduct({ LATCHKEY_DATA: data, VIRTUAL_STORE_PORT: port, LATCHKEY_DEMO_DAYS: '7' });
  const end = async () => {
    started.kill('SIGTERM');
    await started.ended;
    rmSync(data, { recursive: true, force: true });
  };
  return { product: started.url, stores: `http://127.0.0.1:${port}`, end };
}

async function run(): Promise<readonly Shot[]> {
  mkdirSync(folder, { recursive: true });
  const at = await product();
  const executable = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const browser = await chromium.launch({
    ...(existsSync(executable) ? { executablePath: executable } : {}),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const maker = await browser.newContext({ locale: 'zh-CN' });
    const world = await makeWorld(maker, at);
    const cookies = await maker.storageState();
    const screens = screensOf(world).filter(({ app }) => wanted(values.only, app));
    const shots: Shot[] = [];
    for (const face of FACES.filter((one) => wanted(values.faces, nameOf(one)))) {
      process.stdout.write(`${nameOf(face)}\n`);
      shots.push(...(await shootFace(browser, face, screens, { ...at, folder, cookies })));
    }
    if (values.readme) await readmePictures(browser, world, { ...at, folder: resolve('docs/pictures'), cookies });
    else await maker.request.post(new URL(`/api/v1/visits/${world.visitId}/emergency-exits`, at.product).href);
    await walk(at.stores, world.storeId, 'out');
    return shots;
  } finally {
    await browser.close();
    await at.end();
  }
}

const shots = await run();
writeFileSync(join(folder, 'index.html'), indexPage(shots));
for (const { screen, face, findings } of shots)
  for (const finding of findings) process.stdout.write(`${screen}, ${face}: ${finding}\n`);
const bad = shots.filter((shot) => shot.findings.length > 0).length;
process.stdout.write(`${shots.length} pictures, ${bad} with findings: ${join(folder, 'index.html')}\n`);
process.exitCode = bad > 0 ? 1 : 0;
