// @ts-check
// Facts about a process by its number. Plain JavaScript: the bootstrap needs them before Node 24 is there.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @param {number} pid @returns {string[] | null} */
function procStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** @param {number} pid @param {string} column @returns {string | null} */
function ps(pid, column) {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/**
 * True while the process runs; a zombie (which some containers never reap) counts as ended.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (process.platform === 'linux') {
    const stat = procStat(pid);
    return stat !== null && stat[0] !== 'Z' && stat[0] !== 'X';
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * The command line with its arguments separated by blanks, or null when it cannot be known.
 * @param {number} pid
 * @returns {string | null}
 */
export function commandLine(pid) {
  if (process.platform === 'win32') return null;
  if (process.platform !== 'linux') return ps(pid, 'command');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return null;
  }
}

/**
 * A text that stays the same for the life of a process and differs when its number is used again.
 * @param {number} pid
 * @returns {string | null}
 */
export function processIdentity(pid) {
  if (process.platform === 'linux') {
    const stat = procStat(pid);
    if (!stat || stat[0] === 'Z') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${stat[19]}`;
  }
  if (process.platform === 'win32') return isAlive(pid) ? String(pid) : null;
  return ps(pid, 'lstart');
}
