import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { ensureBuilt, SHOPPER_H5 } from '../../../scripts/product/builds.ts';

const root = fileURLToPath(new URL('../dist-h5/', import.meta.url));
const LIMIT = 200 * 1024;
/** A home page that grows by accident should be seen long before the limit. */
const EXPECTED = 165 * 1024;

beforeAll(() => ensureBuilt(SHOPPER_H5, () => undefined), 180_000);

/** The scripts that a file imports statically, with itself. */
function withImports(file: string, seen: Set<string>): void {
  if (seen.has(file)) return;
  seen.add(file);
  const code = readFileSync(join(root, 'js', file), 'utf8');
  for (const [, name] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) if (name) withImports(name, seen);
}

test('[UX-6] the web app loads at most 200 KB gzip of script before the first interaction', () => {
  const html = readFileSync(join(root, 'index.html'), 'utf8');
  const first = new Set<string>();
  for (const [, name] of html.matchAll(/\/js\/([^"]+\.js)"/g)) if (name) withImports(name, first);
  const home = readdirSync(join(root, 'js')).find((file) =>
    readFileSync(join(root, 'js', file), 'utf8').includes('"open-door"'),
  );
  expect(home).toBeDefined();
  withImports(home ?? '', first);
  const bytes = [...first].reduce((sum, file) => sum + gzipSync(readFileSync(join(root, 'js', file))).length, 0);
  expect(first.size).toBeGreaterThan(3);
  expect(bytes).toBeLessThan(LIMIT);
  expect(bytes).toBeLessThan(EXPECTED);
});

test('[UX-6] the camera, its decoders and the code generator are loaded only when they are asked for', () => {
  const html = readFileSync(join(root, 'index.html'), 'utf8');
  expect(html).not.toMatch(/jsQR|qrcode|web-camera/);
  const names = readdirSync(join(root, 'js')).join(' ');
  expect(names).toMatch(/jsQR/);
  expect(names).toMatch(/web-camera/);
});

test('[UX-6] one React is in the web app', () => {
  const copies = readdirSync(join(root, 'js')).filter((file) =>
    readFileSync(join(root, 'js', file), 'utf8').includes('__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED={'),
  );
  expect(copies.length).toBeLessThanOrEqual(2);
});
