import { describe, expect, it } from 'vitest';
import { CommandGate, type CommandOutcome, type DeviceClock, isExpired } from './command-gate.ts';
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

function clockAt(wall: number, monotonic = 0): DeviceClock {
  return { now: () => wall, monotonic: () => monotonic };
}

describe('command gate', () => {
  it('[DEV-4] runs one id once and answers a repeat with the first outcome', async () => {
    const gate = new CommandGate(clockAt(ISSUED + 100));
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

  it('[DEV-4] never runs a command whose expiry has passed on its wall clock', async () => {
    const gate = new CommandGate(clockAt(ISSUED + 10_000));
    let ran = false;
    const outcome = await gate.run(command('late-one'), 0, async () => {
      ran = true;
      return { outcome: 'done' };
    });
    expect(outcome).toEqual({ outcome: 'expired' });
    expect(ran).toBe(false);
  });

  it('[VIS-14] with a clock an hour slow still lets a command die a whole life after its receipt', () => {
    const slow = ISSUED - 3_600_000;
    expect(isExpired(command('slow-clock'), 0, clockAt(slow, 9_999))).toBe(false);
    expect(isExpired(command('slow-clock'), 0, clockAt(slow, 10_000))).toBe(true);
  });

  it('[DEV-4] answers rejected with the reason when the device itself fails', async () => {
    const gate = new CommandGate(clockAt(ISSUED));
    const outcome = await gate.run(command('broken-1'), 0, async () => {
      throw new Error('relay gone');
    });
    expect(outcome).toMatchObject({ outcome: 'rejected', code: 'device_error', message: 'Error: relay gone' });
  });

  it('[DEV-4] forgets only the oldest outcomes', async () => {
    const gate = new CommandGate(clockAt(ISSUED), 2);
    let runs = 0;
    const execute = async (): Promise<CommandOutcome> => {
      runs += 1;
      return { outcome: 'done' };
    };
    for (const id of ['command-a', 'command-b', 'command-c', 'command-b']) await gate.run(command(id), 0, execute);
    expect(runs).toBe(3);
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
