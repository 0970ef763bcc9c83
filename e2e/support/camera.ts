// A browser whose camera looks at a picture: Chromium plays a file (YUV4MPEG2) in place of the device.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, test } from '@playwright/test';
import { type Print, photograph } from '../../apps/shopper/test/symbols.ts';

const WIDTH = 640;
const HEIGHT = 480;
/** The hand shakes a little. */
const SHAKE = [0, 1.5, -1, 2];

function film(print: Print, unit: number, degrees: number): Buffer {
  const colourless = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frames = SHAKE.flatMap((shake) => [
    Buffer.from('FRAME\n'),
    Buffer.from(photograph(print, { width: WIDTH, height: HEIGHT, unit, degrees: degrees + shake })),
    colourless,
  ]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), ...frames]);
}

/** Runs work in a browser before whose camera the print is held. */
export async function beforeCamera(
  print: Print,
  { unit, degrees }: { unit: number; degrees: number },
  work: (browser: Browser) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-camera-'));
  const file = join(folder, 'scene.y4m');
  writeFileSync(file, film(print, unit, degrees));
  const { launchOptions } = test.info().project.use;
  const browser = await chromium.launch({
    ...launchOptions,
    args: [
      ...(launchOptions?.args ?? []),
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${file}`,
    ],
  });
  try {
    await work(browser);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
