// Ending processes that we did not necessarily start ourselves.
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './process-facts.mjs';

export { commandLine, isAlive, processIdentity } from './process-facts.mjs';

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
export async function endProcess(pid: number, steps: readonly (readonly [NodeJS.Signals, number])[]): Promise<void> {
  for (const [signal, milliseconds] of steps) {
    if (!isAlive(pid)) return;
    sendSignal(pid, signal);
    if (await waitForExit(pid, milliseconds)) return;
  }
}
