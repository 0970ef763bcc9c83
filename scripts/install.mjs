// @ts-check
// Brings node_modules to what package-lock.json says, and only when it is not so already.
import { spawnSync } from 'node:child_process';
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
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { waitForLock } from './lock.mjs';

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean, extraneous?: boolean, os?: string[], cpu?: string[] }} LockEntry */

/** @param {string} root */
function stampOf(root) {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${hash} ${process.platform}-${process.arch}\n`;
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * The first package of the lock that is not there, or null; with `versions` each one's version is compared as well.
 * @param {string} root @param {boolean} versions
 * @returns {string | null}
 */
function findMissing(root, versions) {
  /** @type {Record<string, LockEntry>} */
  const packages = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  for (const [path, entry] of Object.entries(packages)) {
    if (!path.includes('node_modules/') || entry.extraneous) continue;
    const file = join(root, path, 'package.json');
    const mayLack = entry.optional || entry.devOptional || entry.os !== undefined || entry.cpu !== undefined;
    if (!existsSync(file)) {
      if (mayLack) continue;
      return path;
    }
    if (versions && !entry.link && JSON.parse(readFileSync(file, 'utf8')).version !== entry.version) return path;
  }
  return null;
}

/** @param {string} root */
function isInstalled(root) {
  const stampFile = join(root, 'node_modules', '.latchkey-stamp');
  const stamp = stampOf(root);
  if (readText(stampFile) === stamp) return findMissing(root, false) === null;
  // Somebody ran npm by hand: npm writes this list last, so with it and the right versions all is well.
  if (!existsSync(join(root, 'node_modules', '.package-lock.json')) || findMissing(root, true)) return false;
  writeStamp(stampFile, stamp);
  return true;
}

/** @param {string} file @param {string} stamp */
function writeStamp(file, stamp) {
  try {
    writeFileSync(file, stamp);
  } catch {
    // A read-only tree works too; it is only looked through at each start.
  }
}

/** @param {string} folder */
function writable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The npm and the Node that were on the machine before us: `npm start` puts node_modules/.bin first on the path,
 * and the Node in there is about to be replaced.
 * @param {string} root
 */
function npmCommand(root) {
  const inside = join(root, 'node_modules');
  const node = [process.env.npm_node_execpath, process.execPath].find((file) => file && !file.startsWith(inside));
  const beside = join(dirname(node ?? ''), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const script = [process.env.npm_execpath, beside].find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  if (node && script) return { file: node, first: [script], path: process.env.PATH, shell: false };
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(inside));
  return { file: 'npm', first: [], path: path.join(delimiter), shell: process.platform === 'win32' };
}

/**
 * `npm install --no-save` rather than `npm ci`: both follow the lock file and its checksums, but npm 11.16 and newer
 * refuse with `ci` a lock in which a platform's optional package could not be seen (npm/cli issue 9846).
 * No install script runs.
 * @param {string} root
 */
function npmInstall(root) {
  const cache = process.env.npm_config_cache ?? join(homedir(), '.npm');
  const args = ['install', '--no-save', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  args.push('--loglevel=error', '--include=dev', '--include=optional');
  if (!writable(cache)) args.push('--cache', join(root, '.cache', 'npm'));
  const { file, first, path, shell } = npmCommand(root);
  const env = { ...process.env, PATH: path };
  const done = spawnSync(file, [...first, ...args], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], shell });
  if (done.error) throw done.error;
  return done.status === 0;
}

/** npm takes half-unpacked packages for whole ones, so what a killed run left is removed first. @param {string} root */
function removeModules(root) {
  rmSync(join(root, 'node_modules'), { recursive: true, force: true });
  for (const group of ['apps', 'packages', 'tools']) {
    if (!existsSync(join(root, group))) continue;
    for (const name of readdirSync(join(root, group))) {
      rmSync(join(root, group, name, 'node_modules'), { recursive: true, force: true });
    }
  }
}

/**
 * Installs what is missing. Two callers at once wait for each other; a half-made installation is made anew.
 * @param {string} root @param {(line: string) => void} say
 */
export async function ensureInstalled(root, say) {
  if (isInstalled(root)) return;
  const lockFile = join(root, '.cache', 'install.lock');
  const release = await waitForLock(lockFile, (pid) => say(`Waiting for the installation by process ${pid} …`));
  try {
    if (isInstalled(root)) return;
    say('Installing packages with npm …');
    const stampFile = join(root, 'node_modules', '.latchkey-stamp');
    if (!existsSync(stampFile) && existsSync(join(root, 'node_modules'))) removeModules(root);
    rmSync(stampFile, { force: true });
    // The network may fail once.
    if (!npmInstall(root) && !npmInstall(root)) throw new Error('npm failed: see its message above.');
    const missing = findMissing(root, true);
    if (missing) throw new Error(`npm left out ${missing}: is package-lock.json as it was committed?`);
    writeStamp(stampFile, stampOf(root));
  } finally {
    release();
  }
}
