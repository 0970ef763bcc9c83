// CPU time and memory of processes as Linux counts them (/proc).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds of one tick of /proc: Linux shows 100 a second to programs on every architecture. */
const TICK_MS = 10;

interface Stat {
  parent: number;
  ownMs: number;
  /** Of children that have ended. */
  endedMs: number;
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0] = fields.slice(1);
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
    return { parent, ownMs: (user + system) * TICK_MS, endedMs: (childUser + childSystem) * TICK_MS };
  } catch {
    return null;
  }
}

/** CPU milliseconds (user and system) that one process has used; 0 for one that is gone. */
export const cpuOf = (pid: number): number => statOf(pid)?.ownMs ?? 0;

/** CPU milliseconds of a process and everything below it, ended children included. */
export function cpuOfTree(pid: number): number {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (found) stats.set(Number(name), found);
  }
  const below = (one: number): number => {
    const own = stats.get(one);
    if (!own) return 0;
    let sum = own.ownMs + own.endedMs;
    for (const [child, { parent }] of stats) if (parent === one) sum += below(child);
    return sum;
  };
  return below(pid);
}

/** Resident memory in bytes. */
export function residentBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) * 1024;
}

/** The process that runs a program of `openPrograms` in its folder. */
export function pidOf(folder: string, name: string): number {
  const list = JSON.parse(readFileSync(join(folder, 'programs.json'), 'utf8')) as { name: string; pid: number }[];
  const found = list.find((program) => program.name === name);
  if (!found) throw new Error(`${name} does not run`);
  return found.pid;
}
