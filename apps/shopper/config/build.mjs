// Builds one target of the shopper: node config/build.mjs h5|weapp
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const target = process.argv[2];
if (target !== 'h5' && target !== 'weapp') {
  console.error('usage: node config/build.mjs h5|weapp');
  process.exit(2);
}
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const cli = createRequire(import.meta.url).resolve('@tarojs/cli/bin/taro');
// Taro keeps what it wrote before: old hashed chunks would pile up.
rmSync(resolve(root, `dist-${target}`), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [cli, 'build', '--type', target], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', TARO_ENV: target },
});
process.exit(status ?? 1);
