// @ts-check
// A lock file that names its owner, so that a lock left by a killed process is recognised and taken over.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, processIdentity } from './process-facts.mjs';

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** @param {string} text @returns {number | null} the owner's process number while it lives */
function livingOwner(text) {
  const [first = '', identity = ''] = text.split('\n');
  const pid = Number(first);
  return pid > 0 && isAlive(pid) && processIdentity(pid) === identity ? pid : null;
}

/** Moves a dead owner's lock away; a lock that a quicker process took meanwhile is put back. @param {string} path @param {string} stale */
function clear(path, stale) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (read(aside) !== stale) {
    try {
      linkSync(aside, path);
    } catch {
      // Somebody holds the lock anew.
    }
  }
  rmSync(aside, { force: true });
}

/**
 * Tries to take the lock. The answer holds either `release` or the process number of the living owner.
 * @param {string} path
 * @returns {{ release: () => void, owner: null } | { release: null, owner: number }}
 */
export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${process.pid}\n${processIdentity(process.pid)}\n`;
  const whole = `${path}.${process.pid}.new`;
  for (;;) {
    writeFileSync(whole, mine);
    try {
      linkSync(whole, path); // appears with its content, so nobody reads half a lock
      rmSync(whole);
      return { release: () => read(path) === mine && rmSync(path, { force: true }), owner: null };
    } catch (error) {
      rmSync(whole, { force: true });
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    const text = read(path);
    if (text === null) continue;
    const owner = livingOwner(text);
    if (owner !== null) return { release: null, owner };
    clear(path, text);
  }
}

/**
 * Waits for the lock; `onWait` is told once who holds it.
 * @param {string} path
 * @param {(owner: number) => void} [onWait]
 * @returns {Promise<() => void>} releases the lock
 */
export async function waitForLock(path, onWait) {
  for (let told = false; ; told = true) {
    const lock = tryLock(path);
    if (lock.release) return lock.release;
    if (!told) onWait?.(lock.owner);
    await new Promise((done) => setTimeout(done, 200));
  }
}
