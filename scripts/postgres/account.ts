// PostgreSQL refuses to run as root. A root user gets either a user namespace (no file changes hands,
// and a folder of mode 0700 stays usable) or, where that is forbidden, another account of the machine.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { PostgresBinaries } from './binaries.ts';

export interface Account {
  readonly kind: 'own' | 'namespace' | 'other';
  /** Put before the program and its arguments. */
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** initdb looks its own user up, so the account must be one that the machine knows. */
function knownUser(): User {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid > 0);
  const user = users.find((u) => u.name === 'postgres') ?? users.find((u) => u.name === 'nobody') ?? users[0];
  if (!user) throw new Error('PostgreSQL cannot run as root, and this machine has no other user: set DATABASE_URL.');
  return user;
}

/** Chooses how the database programs are run; `LATCHKEY_POSTGRES_ACCOUNT=other` skips the namespace. */
export function chooseAccount(): Account {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return { kind: 'own', prefix: [] };
  const user = knownUser();
  const prefix = ['unshare', '--user', `--map-user=${user.uid}`, '--'];
  if (process.env.LATCHKEY_POSTGRES_ACCOUNT !== 'other') {
    const tried = spawnSync(prefix[0] as string, [...prefix.slice(1), 'id', '-u'], { encoding: 'utf8' });
    if (tried.status === 0 && tried.stdout.trim() === String(user.uid)) return { kind: 'namespace', prefix };
  }
  return { kind: 'other', prefix: [], uid: user.uid, gid: user.gid };
}

/** True when any account of the machine may walk down to this path. */
function openToAll(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

const SHARED = '/var/lib/latchkey';

/** Where the cluster may live so that the account reaches it: the wished folder, or one under /var/lib. */
export function reachableFolder(wished: string, account: Account): string {
  if (account.kind !== 'other' || openToAll(dirname(wished))) return wished;
  const name = createHash('sha256').update(wished).digest('hex').slice(0, 16);
  mkdirSync(SHARED, { recursive: true, mode: 0o711 });
  chmodSync(SHARED, 0o711);
  return join(SHARED, name);
}

/** Makes a folder that belongs to the account. */
export function makeOwnedFolder(path: string, account: Account): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  giveTo(path, account);
}

/** Hands one file or folder over to the account, where that is another user. */
export function giveTo(path: string, account: Account): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
}

/** The programs at a place that the account can read: as they are, or a copy made once. */
export function reachableBinaries(binaries: PostgresBinaries, account: Account): PostgresBinaries {
  if (account.kind !== 'other' || binaries.system || openToAll(binaries.bin)) return binaries;
  const size = statSync(join(binaries.bin, 'postgres')).size;
  const root = join(SHARED, `postgres-${binaries.majorVersion}-${size}`);
  if (!existsSync(root)) {
    mkdirSync(SHARED, { recursive: true, mode: 0o711 });
    chmodSync(SHARED, 0o711);
    const copy = join(SHARED, `.${basename(root)}-${process.pid}`);
    cpSync(binaries.root, copy, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(copy, root);
    } catch {
      rmSync(copy, { recursive: true, force: true }); // another start was quicker
    }
  }
  return { ...binaries, root, bin: join(root, 'bin') };
}
