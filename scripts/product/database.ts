// The embedded database of a running product: started again, on the same port, when it dies.
import { setTimeout as delay } from 'node:timers/promises';
import { type RunningPostgres, startPostgres } from '../embedded-postgres.ts';

export interface KeptDatabase {
  /** For programs of this machine. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the cluster and keeps it running until it is stopped. */
export async function keepPostgres(dataDirectory: string, log: (line: string) => void): Promise<KeptDatabase> {
  let running: RunningPostgres = await startPostgres({ dataDirectory, log });
  const { port, localUrl } = running;
  let stopping = false;
  const watch = async (): Promise<void> => {
    for (let pause = 200; ; pause = Math.min(pause * 2, 10_000)) {
      await running.exited;
      if (stopping) return;
      log(`the database server ended; starting it again (see its log in ${dataDirectory})`);
      await delay(pause);
      if (stopping) return;
      try {
        running = await startPostgres({ dataDirectory, log, port });
        pause = 200;
      } catch (error) {
        log(error instanceof Error ? error.message : String(error));
      }
    }
  };
  void watch();
  return {
    url: localUrl,
    async stop() {
      stopping = true;
      await running.stop();
    },
  };
}
