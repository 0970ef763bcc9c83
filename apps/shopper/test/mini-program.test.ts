// What every build of the mini-program must be before it is run at all. The run itself: e2e/mini-program.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import compiler from 'miniprogram-compiler';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, SHOPPER_WEAPP } from '../../../scripts/product/builds.ts';

const root = fileURLToPath(new URL('../dist-weapp/', import.meta.url));

interface AppJson {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  __usePrivacyCheck__?: boolean;
}
const app = (): AppJson => JSON.parse(readFileSync(join(root, 'app.json'), 'utf8')) as AppJson;
const files = (folder = root): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

beforeAll(() => ensureBuilt(SHOPPER_WEAPP, () => undefined), 180_000);

describe('the compiled mini-program', () => {
  test('[UX-6] keeps its main package under 1 MB', () => {
    const apart = (app().subPackages ?? []).map(({ root: folder }) => join(root, folder));
    const main = files().filter((file) => !apart.some((folder) => file.startsWith(folder)));
    const bytes = main.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(1_000_000);
  });

  test('[UX-6] has one React', () => {
    const copies = files()
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(file, 'utf8').split('__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED=').length - 1)
      .reduce((sum, count) => sum + count, 0);
    expect(copies).toBe(1);
  });

  test('[UX-6] has every page that app.json names, whole, and no other', () => {
    const pages = app().pages;
    for (const page of pages)
      for (const part of ['js', 'json', 'wxml']) expect(existsSync(join(root, `${page}.${part}`)), page).toBe(true);
    const made = files(join(root, 'pages')).filter((file) => file.endsWith('.wxml'));
    expect(made).toHaveLength(pages.length);
  });

  test('[IDN-14] has WeChat hold protected interfaces back until the privacy notice is agreed to', () => {
    expect(app().__usePrivacyCheck__).toBe(true);
  });

  test("[UX-6] is accepted by WeChat's own template compiler", () => {
    const compiled = compiler.wxmlToJs(root);
    for (const page of app().pages) expect(compiled).toContain(`${page}.wxml`);
  });
});
