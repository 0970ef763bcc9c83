import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from './ids.ts';

/** Keeps uploads, pictures and recordings by key (`products/ab12.svg`). Disk here; S3-compatible storage fits the same interface. */
export interface Storage {
  put(key: string, content: Buffer | string): Promise<void>;
  /** The content as a stream with its size, or null when the key is unknown. */
  get(key: string): Promise<{ stream: Readable; size: number } | null>;
  /** Forgets the content; an unknown key is no error. */
  remove(key: string): Promise<void>;
}

const isKey = (key: string): boolean => /^[a-z0-9][a-z0-9/._-]{0,180}$/.test(key) && !key.includes('..');

export function diskStorage(directory: string): Storage {
  const pathOf = (key: string): string => {
    if (!isKey(key)) throw new Error('A storage key has lower-case letters, digits, and / . _ - only');
    const path = normalize(join(directory, key));
    if (!path.startsWith(normalize(directory) + sep)) throw new Error('A storage key stays inside the storage');
    return path;
  };
  return {
    async put(key, content) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const temporary = `${path}.${newId()}.part`;
      const file = await open(temporary, 'w');
      await file.writeFile(content);
      await file.sync();
      await file.close();
      await rename(temporary, path);
    },
    async get(key) {
      if (!isKey(key)) return null;
      const path = pathOf(key);
      const found = await stat(path).catch(() => null);
      return found?.isFile() ? { stream: createReadStream(path), size: found.size } : null;
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}
