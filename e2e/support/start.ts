// Starts the product as a person does, through scripts/start.ts, and waits for the line that it ends with.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const START = fileURLToPath(new URL('../../scripts/start.ts', import.meta.url));
const START_LIMIT_MS = 10 * 60_000;

export interface StartedProduct {
  readonly url: string;
  readonly pid: number;
  /** Everything that it printed until now. */
  output(): string;
  /** Settles with the exit code when it has ended. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

/** Answers the address from the line that `npm start` ends with. */
function readyLine(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`The product does not get ready:\n${output()}`)), START_LIMIT_MS);
    child.stdout?.on('data', () => {
      const line = /^Latchkey is ready: (\S+)$/m.exec(output());
      if (!line?.[1]) return;
      clearTimeout(timer);
      done(line[1]);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(new Error(`The product ended with code ${code}:\n${output()}`));
    });
  });
}

/** Starts it on a free port. It ends with this process, even when this process is killed. */
export async function startProduct(env: Record<string, string>, args: readonly string[] = []): Promise<StartedProduct> {
  const child = spawn(process.execPath, [START, ...args], {
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  const url = await readyLine(child, () => output);
  const kill = (signal: NodeJS.Signals): void => void child.kill(signal);
  return { url, pid: child.pid ?? 0, output: () => output, ended, kill };
}
