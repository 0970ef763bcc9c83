// The real programs of the product as children that are killed and started again on purpose.
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { exitOf, lastLines, launchProgram, type ProgramSpec, readyMessage } from '../../../scripts/product/children.ts';

const STARTS = 20;
const START_MS = 60_000;

export interface Program {
  readonly name: string;
  /** Starts it and waits until it serves; tries again while what it stands on is away. */
  start(): Promise<void>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
  readonly logFile: string;
}

/** `onCrash` hears of an end that nobody wanted once the program had served; it is started again. */
export function createProgram(spec: ProgramSpec, logFolder: string, onCrash: (how: string) => void): Program {
  const logFile = join(logFolder, `${spec.name}.log`);
  let child: ChildProcess | null = null;
  let wanted = false;

  async function serve(): Promise<boolean> {
    const running = launchProgram(spec, logFile);
    child = running;
    const end = exitOf(running);
    const ready = (spec.ready ?? readyMessage)(running).then(() => true);
    const late = delay(START_MS, false, { ref: false });
    if (!(await Promise.race([ready, end.then(() => false), late]))) {
      running.kill('SIGKILL');
      await end;
      return false;
    }
    void end.then((how) => {
      if (child !== running || !wanted) return;
      onCrash(`${spec.name} ended by itself (${how}); the end of its log: ${lastLines(logFile)}`);
      void start().catch(() => {});
    });
    return true;
  }

  async function start(): Promise<void> {
    wanted = true;
    for (let attempt = 1; attempt <= STARTS && wanted; attempt += 1) {
      if (await serve()) return;
      await delay(300);
    }
    if (wanted) throw new Error(`${spec.name} does not start. The end of its log: ${lastLines(logFile)}`);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    wanted = false;
    const running = child;
    child = null;
    if (!running) return;
    const over = exitOf(running);
    running.kill(signal);
    const stubborn = setTimeout(() => running.kill('SIGKILL'), 15_000);
    await over;
    clearTimeout(stubborn);
  }

  return { name: spec.name, logFile, start, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}
