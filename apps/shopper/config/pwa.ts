import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Emitter {
  emitFile(file: { type: 'asset'; fileName: string; source: string | Uint8Array }): void;
}

/** Loaded when a camera or a code asks for them; not worth anybody's data before. */
const rare = /jsQR|qrcode|web-camera/;
const sources = join(process.cwd(), 'web');

/** What makes the web app installable: manifest, icons, and a worker that knows the names of this build's files. */
export function pwa() {
  return {
    name: 'latchkey:pwa',
    generateBundle(this: Emitter, _options: unknown, bundle: Record<string, { fileName: string }>) {
      const names = Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name) && !rare.test(name));
      const shell = ['/', ...names.sort().map((name) => `/${name}`)];
      const version = createHash('sha256').update(shell.join(' ')).digest('hex').slice(0, 12);
      for (const name of readdirSync(sources)) {
        const source = readFileSync(join(sources, name));
        this.emitFile({
          type: 'asset',
          fileName: name,
          source:
            name === 'sw.js'
              ? source.toString().replace('__CACHE__', `lk-${version}`).replace('__SHELL__', JSON.stringify(shell))
              : source,
        });
      }
    },
  };
}
