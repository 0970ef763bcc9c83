// Programs that tests need beside npm's: installed by apt when we are root, else named in one line.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

export interface DebianPackage {
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

/** Those of the packages that are not there. */
export function missingPackages(packages: readonly DebianPackage[]): DebianPackage[] {
  return packages.filter((one) => !existsSync(one.proof));
}

/** Installs what is missing when we are root; otherwise tells in one line what somebody has to install. */
export function ensurePackages(packages: readonly DebianPackage[], say: (line: string) => void): void {
  const names = [...new Set(missingPackages(packages).map((one) => one.name))];
  if (names.length === 0) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    say(`Missing programs; install them as root with: apt-get install ${names.join(' ')}`);
    return;
  }
  say(`Installing Debian packages: ${names.join(' ')} …`);
  apt(['update']);
  withoutServices(() => apt(['install', '--no-install-recommends', ...names]));
}
