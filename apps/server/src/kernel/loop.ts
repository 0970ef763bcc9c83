import type { Runtime } from './context.ts';

export interface LoopOptions {
  runtime: Runtime;
  /** Also the name of the hint that wakes the loop before its time. */
  name: string;
  everyMs: number;
  /** One round; true asks for another at once because there may be more to do. */
  run(): Promise<boolean>;
}

export interface Loop {
  /** Lets a running round end, and starts no other. */
  stop(): Promise<void>;
}

/** A poller that runs every so often and at once when hinted. Rounds never overlap; a failed round is logged and tried again. */
export function startLoop({ runtime, name, everyMs, run }: LoopOptions): Loop {
  let stopped = false;
  let hinted = false;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  const round = async () => {
    do {
      hinted = false;
      try {
        while (!stopped && (await run()));
      } catch (error) {
        if (!stopped) runtime.log.error({ err: error, loop: name }, 'a background round failed');
      }
    } while (hinted && !stopped);
  };
  const go = () => {
    if (stopped) return;
    if (running) {
      hinted = true;
      return;
    }
    clearTimeout(timer);
    running = round().finally(() => {
      running = null;
      if (!stopped) timer = setTimeout(go, everyMs);
    });
  };
  const unsubscribe = runtime.onHint(name, go);
  go();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      unsubscribe();
      await running;
    },
  };
}
