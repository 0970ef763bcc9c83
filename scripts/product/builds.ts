// Front ends, built only when their sources, their packages or the way of building changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { waitForLock } from '../lock.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SKIPPED = /^(node_modules|dist.*|test|\..*)$/;

export interface Build {
  readonly name: string;
  /** Folder of the application, from the root. */
  readonly app: string;
  /** What is there when the build is. */
  readonly proof: string;
  /** Package and path in it of the program to run, found from the application. */
  readonly tool: readonly [packageName: string, path: string];
  readonly args: readonly string[];
  /** Folders of packages/ that it is made from. */
  readonly packages: readonly string[];
}

const vite = (app: string): Build => ({
  name: app,
  app: `apps/${app}`,
  proof: 'dist/index.html',
  tool: ['vite', 'bin/vite.js'],
  args: ['build', '--logLevel', 'warn'],
  packages: ['contract', 'client', 'ui'],
});
const taro = (target: string, proof: string): Build => ({
  name: `shopper-${target}`,
  app: 'apps/shopper',
  proof: `dist-${target}/${proof}`,
  tool: ['@tarojs/cli', 'bin/taro'],
  args: ['build', '--type', target],
  packages: ['contract', 'client', 'pricing'],
});

export const SHOPPER_H5 = taro('h5', 'index.html');
export const SHOPPER_WEAPP = taro('weapp', 'app.json');
export const FRONT_ENDS: readonly Build[] = [SHOPPER_H5, vite('console'), vite('agent'), vite('kiosk')];

function addFiles(hash: ReturnType<typeof createHash>, folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (SKIPPED.test(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue;
    if (entry.isDirectory()) addFiles(hash, path);
    else if (entry.isFile())
      hash
        .update(`${relative(ROOT, path)}\0`)
        .update(readFileSync(path))
        .update('\0');
  }
}

/** Everything that decides what a build makes: its own sources, the shared packages', the lock file, the command. */
function contentHash(build: Build): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(build))
    .update(process.versions.node.split('.')[0] ?? '');
  hash.update(readFileSync(join(ROOT, 'package-lock.json')));
  for (const name of build.packages) addFiles(hash, join(ROOT, 'packages', name));
  addFiles(hash, join(ROOT, build.app));
  return hash.digest('hex');
}

/** Build tools keep files under the home folder; where that cannot be written they get one of ours. */
function homeForTools(): string {
  try {
    accessSync(homedir(), constants.W_OK);
    return homedir();
  } catch {
    const home = join(ROOT, '.cache', 'home');
    mkdirSync(home, { recursive: true });
    return home;
  }
}

function runTool(build: Build, signal: AbortSignal | undefined): Promise<{ code: number; output: string }> {
  const [packageName, path] = build.tool;
  const require = createRequire(join(ROOT, build.app, 'package.json'));
  const program = join(dirname(require.resolve(`${packageName}/package.json`)), path);
  const env = { ...process.env, NODE_ENV: 'production', HOME: homeForTools(), CI: 'true', NO_COLOR: '1' };
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...build.args], {
      cwd: join(ROOT, build.app),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal ? { signal } : {}),
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', fail);
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}

/** Builds one front end unless it is there already; throws with the tool's output when it fails. */
export async function ensureBuilt(build: Build, say: (line: string) => void, signal?: AbortSignal): Promise<void> {
  const stampFile = join(ROOT, '.cache', 'builds', build.name);
  const proof = join(ROOT, build.app, build.proof);
  const hash = contentHash(build);
  const isFresh = (): boolean => existsSync(proof) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;
  if (isFresh()) return;
  const release = await waitForLock(`${stampFile}.lock`);
  try {
    if (isFresh()) return;
    const started = Date.now();
    say(`building ${build.name} …`);
    rmSync(stampFile, { force: true });
    const { code, output } = await runTool(build, signal);
    // Taro ends with 0 after some failures, so what it should have made is looked for as well.
    if (code !== 0 || !existsSync(proof)) {
      throw new Error(`Building ${build.name} failed:\n${stripVTControlCharacters(output)}`);
    }
    writeFileSync(stampFile, hash);
    say(`built ${build.name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  } finally {
    release();
  }
}

/** Builds several front ends, as many at once as the machine has cores. */
export async function ensureAllBuilt(
  builds: readonly Build[],
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const waiting = [...builds];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await ensureBuilt(next, say, signal);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), builds.length) }, work));
}
