// @ts-check
// First step of every command, on whatever Node (18 or newer) the machine has: install what the lock file says,
// then run scripts/<name>.ts under Node 24, passing signals down and the exit code up.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, NEEDED, nodeName, nodePackages } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/** The running Node when it is new enough, else the one that npm brought as an optional package. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return process.execPath;
  for (const kind of nodePackages()) {
    const file = join(root, 'node_modules', kind, 'bin', nodeName);
    if (existsSync(file) && spawnSync(file, ['--version']).status === 0) return file;
  }
  throw new Error(
    `Latchkey needs Node ${NEEDED}; none came for ${process.platform}-${process.arch}. Install it and try again.`,
  );
}

/** @param {string} node @returns {NodeJS.ProcessEnv} */
function environment(node) {
  const cache = join(root, '.cache', 'compiled');
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  try {
    mkdirSync(cache, { recursive: true });
    env.NODE_COMPILE_CACHE ??= cache;
  } catch {
    // Only slower without it.
  }
  return env;
}

/** @param {string} node @param {string} script @param {string[]} args */
function runUnder(node, script, args) {
  // The channel tells the script at once when this process is killed, so that it can stop in order.
  const child = spawn(node, [script, ...args], {
    env: environment(node),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  watchNpm(() => child.kill('SIGTERM'));
  child.on('error', fail);
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1)));
}

/** npm does not always pass a signal on: when it is gone, what it started has to go as well. @param {() => void} gone */
function watchNpm(gone) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, 500);
  timer.unref();
}

/** @param {unknown} error */
function fail(error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

const [command = '', ...args] = process.argv.slice(2);
const script = join(root, 'scripts', `${command}.ts`);
if (!/^[a-z-]+$/.test(command) || !existsSync(script)) {
  fail(new Error('Usage: node scripts/bootstrap.mjs <start|test|check|bench|chaos|audit> [arguments]'));
}
ensureInstalled(root, say).then(() => runUnder(findNode(), script, args), fail);
