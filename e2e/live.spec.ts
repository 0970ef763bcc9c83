// Live pictures at the agent's desk: real RTSP from the virtual stores' cameras, real WebRTC in Chromium, pixels that are read back.
import { expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { ageOfPicture, WIDTH } from '../tools/virtual-store/src/camera/scene.ts';
import {
  breakCamera,
  type DemoGuide,
  type DemoStore,
  openStore,
  readGuide,
  url,
  virtualStore,
} from './support/demo.ts';
import { picture } from './support/pictures.ts';
import { signInStaff } from './support/staff.ts';

let demo: DemoGuide;
let store: DemoStore;

test.beforeAll(async () => {
  demo = await readGuide();
  store = await openStore(demo);
});

/** Luma along the clock strip of the picture and the browser's time; null while there is no picture. */
const READ_STRIP = `(() => {
  const video = document.querySelector('.picture-video');
  if (video?.videoWidth !== ${WIDTH}) return null;
  const canvas = Object.assign(document.createElement('canvas'), { width: ${WIDTH}, height: 16 });
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0);
  const row = context.getImageData(0, 8, ${WIDTH}, 1).data;
  return { now: Date.now(), luma: Array.from({ length: ${WIDTH} }, (_, x) => row[x * 4]) };
})()`;
const strip = z.object({ now: z.number(), luma: z.array(z.number()) }).nullable();

/** Milliseconds between what the picture shows and now; null while there is no picture. */
async function ageOf(page: Page): Promise<number | null> {
  const seen = strip.parse(await page.evaluate(READ_STRIP));
  return seen ? ageOfPicture((x) => seen.luma[x] ?? 0, seen.now) : null;
}

const looks = async (page: Page) =>
  (await (await page.request.get(url(`/api/v1/staff/views?storeId=${store.id}`))).json()).items as {
    endedAt: string | null;
    purpose: string;
    staff: { name: string };
  }[];

test('[VID-1, VID-6, VID-7] an agent sees a store live, with who watches written over it; a camera that breaks is told, and comes back', async ({
  browser,
}) => {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage();
  await signInStaff(page, demo, 'agent', 'agent');
  await page.goto(url(`/agent/?store=${store.id}`));
  await page.locator('#picture-start').click();
  const figure = page.locator('.picture');
  await expect(figure).toHaveAttribute('data-state', 'live');
  await expect.poll(() => ageOf(page)).not.toBeNull();
  // It moves: what is shown stays about as young while time goes on.
  const first = (await ageOf(page)) ?? Number.NaN;
  await expect(page.locator('.picture-watermark')).toContainText('UTC');
  await picture(page, 'agent-live');
  expect(Math.abs(((await ageOf(page)) ?? Number.NaN) - first)).toBeLessThan(10_000);
  expect((await looks(page))[0]).toMatchObject({ endedAt: null, purpose: 'attend' });

  const camera = (await virtualStore(store.id)).cameras.find((each) => each.watched > 0);
  if (!camera) throw new Error('no camera is watched');
  await breakCamera(store.id, camera.code, 'stalled');
  await expect(figure).toHaveAttribute('data-state', 'no_picture');
  await breakCamera(store.id, camera.code, 'none');
  await expect(figure).toHaveAttribute('data-state', 'live');

  await page.locator('#picture-stop').click();
  await expect(figure).toHaveAttribute('data-state', 'off');
  await expect.poll(async () => (await looks(page))[0]?.endedAt).not.toBeNull();
  await page.context().close();
});
