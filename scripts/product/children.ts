// Programs of the product as child processes: started, watched, started again when they die, ended in order.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endProcess, processIdentity } from '../processes.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GUARD = new URL('./guard.mjs', import.meta.url).href;
const STOP_STEPS = [
  ['SIGTERM', 12_000],
  ['SIGKILL', 5_000],
] as const;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A program that lived this long is taken as healthy again. */
const HEALTHY_MS = 60_000;

export interface ProgramSpec {
  readonly name: string;
  /** Path of the entry file, from the root of the tree. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Waits until the program serves; default: its `{ ready: true }` message. */
  readonly ready?: (child: ChildProcess) => Promise<void>;
}

export interface Programs {
  /** Runs a program to its end; throws with the end of its log unless it exits with 0. */
  runOnce(spec: ProgramSpec): Promise<void>;
  /** Starts a program and keeps it running. */
  keep(spec: ProgramSpec): Promise<void>;
  /** Ends all programs, the last started first. */
  stopAll(): Promise<void>;
}

interface Kept {
  readonly spec: ProgramSpec;
  child: ChildProcess;
}

/** Settles with the first `{ ready: true }` that the program sends. */
export function readyMessage(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && message && 'ready' in message) done();
    });
  });
}

/** Settles when the address answers 200. */
export function answers(url: string): () => Promise<void> {
  return async () => {
    for (;;) {
      const status = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
        (response) => response.status,
        () => 0,
      );
      if (status === 200) return;
      await delay(50);
    }
  };
}

/** The end of a program's log. */
export function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '';
}

/** Starts a program of the tree with all it prints in a file, and the guard that ends it with this process. */
export function launchProgram(spec: Pick<ProgramSpec, 'entry' | 'args' | 'env'>, logFile: string): ChildProcess {
  const output = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, ['--import', GUARD, join(ROOT, spec.entry), ...(spec.args ?? [])], {
    cwd: ROOT,
    env: { ...process.env, ...spec.env },
    stdio: ['ignore', output, output, 'ipc'],
    // Ctrl-C in a terminal must reach the supervisor alone, which ends the programs in order.
    detached: true,
  });
  closeSync(output);
  return child;
}

/** Settles with how a program ended, in words. */
export function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done(`code ${child.exitCode ?? child.signalCode}`);
    child.once('error', (error) => done(error.message));
    child.once('exit', (code, signal) => done(signal ? `signal ${signal}` : `code ${code}`));
  });
}

/** Ends what a killed supervisor left behind. Only processes that are still the very same ones are touched. */
async function endLeftOvers(list: string, log: (line: string) => void): Promise<void> {
  if (!existsSync(list)) return;
  const left = JSON.parse(readFileSync(list, 'utf8') || '[]') as { name: string; pid: number; identity: string }[];
  for (const { name, pid, identity } of left) {
    if (processIdentity(pid) !== identity) continue;
    log(`ending ${name} of an earlier run (process ${pid})`);
    await endProcess(pid, STOP_STEPS);
  }
  writeFileSync(list, '[]');
}

class Supervisor implements Programs {
  private readonly folder: string;
  private readonly log: (line: string) => void;
  private readonly kept: Kept[] = [];
  private readonly running = new Map<number, { name: string; pid: number; identity: string | null }>();
  /** Settle once a program's end has been written into the list: nothing is written after a stop. */
  private readonly exits = new Set<Promise<void>>();
  private stopping = false;

  constructor(folder: string, log: (line: string) => void) {
    this.folder = folder;
    this.log = log;
  }

  async runOnce(spec: ProgramSpec): Promise<void> {
    const child = this.launch(spec);
    const ending = await exitOf(child);
    if (ending !== 'code 0') throw this.failure(spec, ending);
  }

  async keep(spec: ProgramSpec): Promise<void> {
    const child = this.launch(spec);
    const kept = { spec, child };
    this.kept.push(kept);
    const ended = exitOf(child);
    const early = ended.then((ending) => {
      throw this.failure(spec, ending);
    });
    const stalled = delay(120_000, undefined, { ref: false }).then(() => {
      throw this.failure(spec, 'no answer after two minutes');
    });
    await Promise.race([(spec.ready ?? readyMessage)(child), early, stalled]);
    early.catch(() => {});
    void this.watch(kept, ended);
  }

  async stopAll(): Promise<void> {
    this.stopping = true;
    for (const { child } of this.kept.toReversed()) {
      if (child.pid !== undefined) await endProcess(child.pid, STOP_STEPS);
    }
    for (const { pid } of this.running.values()) await endProcess(pid, STOP_STEPS);
    await Promise.all(this.exits);
  }

  private async watch(kept: Kept, firstEnd: Promise<string>): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    let started = Date.now();
    for (let ended = firstEnd; ; ended = exitOf(kept.child)) {
      const ending = await ended;
      if (this.stopping) return;
      if (Date.now() - started > HEALTHY_MS) pause = FIRST_PAUSE_MS;
      this.log(
        `${kept.spec.name} ended with ${ending}; starting it again in ${pause} ms (see ${this.logFile(kept.spec)})`,
      );
      await delay(pause);
      if (this.stopping) return;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      started = Date.now();
      kept.child = this.launch(kept.spec);
    }
  }

  private logFile(spec: ProgramSpec): string {
    return join(this.folder, 'logs', `${spec.name}.log`);
  }

  private failure(spec: ProgramSpec, ending: string): Error {
    return new Error(`${spec.name} did not come up (${ending}). The end of its log:\n${lastLines(this.logFile(spec))}`);
  }

  private launch(spec: ProgramSpec): ChildProcess {
    if (this.stopping) throw new Error(`${spec.name} is not started any more: everything is being stopped.`);
    const file = this.logFile(spec);
    if (existsSync(file) && statSync(file).size > 20_000_000) renameSync(file, `${file}.1`);
    const child = launchProgram(spec, file);
    if (child.pid !== undefined) this.remember(spec.name, child.pid, child);
    return child;
  }

  private remember(name: string, pid: number, child: ChildProcess): void {
    this.running.set(pid, { name, pid, identity: processIdentity(pid) });
    this.writeList();
    const gone = new Promise<void>((done) => {
      child.once('exit', () => {
        this.running.delete(pid);
        this.writeList();
        this.exits.delete(gone);
        done();
      });
    });
    this.exits.add(gone);
  }

  private writeList(): void {
    writeFileSync(join(this.folder, 'programs.json'), JSON.stringify([...this.running.values()]));
  }
}

/** Programs that keep their logs and their list in a folder; left-overs of a killed run are ended first. */
export async function openPrograms(folder: string, log: (line: string) => void): Promise<Programs> {
  mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
  await endLeftOvers(join(folder, 'programs.json'), log);
  return new Supervisor(folder, log);
}
