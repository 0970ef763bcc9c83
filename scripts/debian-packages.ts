// Programs that tests need beside npm's: installed by apt when we are root, else named in one line.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

interface DebianPackage {
  readonly name: string;
  /** A file by which we see that the package is there. */
  readonly proof: string;
}

export const CHROMIUM: DebianPackage = { name: 'chromium', proof: '/usr/bin/chromium' };
export const CJK_FONTS: DebianPackage = { name: 'fonts-noto-cjk', proof: '/usr/share/fonts/opentype/noto' };
export const MOSQUITTO: DebianPackage = { name: 'mosquitto', proof: '/usr/sbin/mosquitto' };
export const POSTGRESQL_15: DebianPackage = {
  name: 'postgresql-15',
  proof: '/usr/lib/postgresql/15/bin/initdb',
};

const POLICY = '/usr/sbin/policy-rc.d';

function apt(args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt may be at work: wait for its lock.
  const options = ['-y', '-qq', '-o', 'DPkg::Lock::Timeout=600', '-o', 'Dpkg::Use-Pty=0'];
  const done = spawnSync('apt-get', [...options, ...args], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (done.status !== 0) throw new Error(`apt-get ${args.join(' ')} failed: ${done.stdout}${done.stderr}`);
}

/** The tests run these programs themselves, so no service may start by being installed. */
function withoutServices(work: () => void): void {
  if (existsSync(POLICY)) {
    work();
    return;
  }
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    work();
  } finally {
    rmSync(POLICY, { force: true });
  }
}

/**
 * Makes sure of the packages. Throws one readable line where they are missing and cannot be installed,
 * because we are not root or the machine has no apt.
 */
export function ensurePackages(packages: readonly DebianPackage[], say: (line: string) => void): void {
  const missing = packages.filter((one) => !existsSync(one.proof)).map((one) => one.name);
  if (missing.length === 0) return;
  const hint = `apt-get install ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`Missing programs; install them as root with: ${hint}`);
  }
  say(`Installing Debian packages: ${missing.join(' ')} …`);
  apt(['update']);
  withoutServices(() => apt(['install', '--no-install-recommends', ...missing]));
  const still = packages.filter((one) => !existsSync(one.proof)).map((one) => one.name);
  if (still.length > 0) throw new Error(`Still missing after ${hint}: ${still.join(' ')}`);
}
