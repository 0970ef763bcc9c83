// Facts about processes that we did not necessarily start ourselves: alive, who they are, how to end them.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

function procStat(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function ps(pid: number, column: string): string | null {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** True while the process runs; a zombie (which some containers never reap) counts as ended. */
export function isAlive(pid: number): boolean {
  if (process.platform === 'linux') {
    const stat = procStat(pid);
    return stat !== null && stat[0] !== 'Z' && stat[0] !== 'X';
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line with its arguments separated by blanks, or null when there is no such process. */
export function commandLine(pid: number): string | null {
  if (process.platform === 'win32') return null;
  if (process.platform !== 'linux') return ps(pid, 'command');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return null;
  }
}

/** A text that stays the same for the life of a process and differs when its number is used again. */
export function processIdentity(pid: number): string | null {
  if (process.platform === 'linux') {
    const stat = procStat(pid);
    if (!stat || stat[0] === 'Z') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${stat[19]}`;
  }
  if (process.platform === 'win32') return isAlive(pid) ? String(pid) : null;
  return ps(pid, 'lstart');
}

/** Waits until the process has ended; false when it still runs after `milliseconds`. */
export async function waitForExit(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(25);
  }
  return true;
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Asks a process to end with each signal in turn, giving every one its own time. */
export async function endProcess(pid: number, steps: readonly [NodeJS.Signals, number][]): Promise<void> {
  for (const [signal, milliseconds] of steps) {
    if (!isAlive(pid)) return;
    sendSignal(pid, signal);
    if (await waitForExit(pid, milliseconds)) return;
  }
}
