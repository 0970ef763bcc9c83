import { describe, expect, it } from 'vitest';
import { CommandGate, type CommandOutcome, type GateTime, refusalOf } from './command-gate.ts';
import { Journal } from './journal.ts';
import type { CommandPayload } from './payloads.ts';

const ISSUED = Date.parse('2026-05-01T10:00:00.000Z');

function command(id: string): CommandPayload {
  return {
    v: 1,
    id,
    name: 'unlock',
    args: {},
    issuedAt: new Date(ISSUED).toISOString(),
    expiresAt: new Date(ISSUED + 10_000).toISOString(),
  };
}

function timeAt(latest: number | null, monotonic = 0): GateTime {
  return { latest: () => latest, monotonic: () => monotonic, since: latest === null ? null : ISSUED - 1 };
}

describe('command gate', () => {
  it('[DEV-4] runs one id once and answers a repeat with the first outcome', async () => {
    const gate = new CommandGate(timeAt(ISSUED + 100));
    let runs = 0;
    const execute = async (): Promise<CommandOutcome> => {
      runs += 1;
      return runs === 1 ? { outcome: 'done' } : { outcome: 'rejected' };
    };
    const answers = await Promise.all([
      gate.run(command('same-id-1'), 0, execute),
      gate.run(command('same-id-1'), 0, execute),
    ]);
    expect(answers).toEqual([{ outcome: 'done' }, { outcome: 'done' }]);
    expect(runs).toBe(1);
  });

  it('[DEV-4] never runs a command whose expiry may have passed at the servers', async () => {
    const gate = new CommandGate(timeAt(ISSUED + 10_000));
    let ran = false;
    const outcome = await gate.run(command('late-one'), 0, async () => {
      ran = true;
      return { outcome: 'done' };
    });
    expect(outcome).toEqual({ outcome: 'expired' });
    expect(ran).toBe(false);
  });

  it('[VIS-14] lets a command die a whole life after its receipt', () => {
    expect(refusalOf(command('old-one'), 0, timeAt(ISSUED, 9_999))).toBeNull();
    expect(refusalOf(command('old-one'), 0, timeAt(ISSUED, 10_000))).toEqual({ outcome: 'expired' });
  });

  it('[VIS-14] refuses while no server has told the time, and what was issued before the device started', () => {
    expect(refusalOf(command('early-one'), 0, timeAt(null))).toEqual({ outcome: 'rejected', code: 'clock_unknown' });
    const restarted = { ...timeAt(ISSUED + 5), since: ISSUED + 1 };
    expect(refusalOf(command('former-life'), 0, restarted)).toEqual({ outcome: 'expired' });
  });

  it('[DEV-4] answers rejected with the reason when the device itself fails', async () => {
    const gate = new CommandGate(timeAt(ISSUED));
    const outcome = await gate.run(command('broken-1'), 0, async () => {
      throw new Error('relay gone');
    });
    expect(outcome).toMatchObject({ outcome: 'rejected', code: 'device_error', message: 'Error: relay gone' });
  });

  it('[DEV-4] forgets only outcomes of commands that are dead anyhow, the oldest first', async () => {
    let now = 0;
    const gate = new CommandGate({ latest: () => ISSUED, monotonic: () => now, since: ISSUED - 1 }, 2);
    let runs = 0;
    const execute = async (): Promise<CommandOutcome> => {
      runs += 1;
      return { outcome: 'done' };
    };
    for (const id of ['command-a', 'command-b', 'command-c', 'command-a']) await gate.run(command(id), now, execute);
    expect(runs).toBe(3);
    now = 10_000;
    await gate.run(command('command-d'), now, execute);
    await gate.run(command('command-c'), now, execute);
    expect(runs).toBe(4);
    await gate.run(command('command-a'), now, execute);
    expect(runs).toBe(5);
  });
});

describe('journal', () => {
  it('[DEV-3] keeps what the server has not confirmed, in order, and drops the oldest when full', () => {
    const journal = new Journal(2);
    for (const id of ['one', 'two', 'three']) journal.add({ id, topic: 't', payload: id });
    expect(journal.owed().map((entry) => entry.id)).toEqual(['two', 'three']);
    expect(journal.dropped).toBe(1);
    journal.settle(['two', 'unknown']);
    expect(journal.owed().map((entry) => entry.id)).toEqual(['three']);
  });
});
