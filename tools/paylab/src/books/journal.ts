import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * An append-only file of JSON lines. `append` takes the line at once and in order; `settled` resolves when everything
 * appended so far is on the disk (one fdatasync for all that wait). A torn last line, left by a crash, is cut off.
 */
export interface Journal {
  append(entry: object): void;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function openJournal(path: string, replay: (entry: unknown) => void): Promise<Journal> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a+', 0o600);
  await replayFile(file, replay);
  return startWriter(file);
}

async function replayFile(file: FileHandle, replay: (entry: unknown) => void): Promise<void> {
  const content = await file.readFile();
  const end = content.lastIndexOf(0x0a) + 1;
  for (let start = 0; start < end; ) {
    const stop = content.indexOf(0x0a, start);
    replay(JSON.parse(content.toString('utf8', start, stop)));
    start = stop + 1;
  }
  if (end < content.length) {
    await file.truncate(end);
    await file.sync();
  }
}

function startWriter(file: FileHandle): Journal {
  let waiting: string[] = [];
  let writing: Promise<void> | null = null;
  let failure: unknown = null;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const text = waiting.join('');
      waiting = [];
      await file.appendFile(text);
      await file.datasync();
    }
  }

  async function settled(): Promise<void> {
    if (failure) throw failure;
    if (!writing && waiting.length > 0) {
      writing = drain()
        .catch((error: unknown) => {
          failure = error;
        })
        .finally(() => {
          writing = null;
        });
    }
    if (writing) await writing;
    if (failure) throw failure;
    if (waiting.length > 0) await settled();
  }

  return {
    append(entry) {
      waiting.push(`${JSON.stringify(entry)}\n`);
    },
    settled,
    async close() {
      await settled();
      await file.close();
    },
  };
}
