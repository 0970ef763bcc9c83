import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DoorBehaviour } from './door-behaviour.ts';
import { findKind } from './kinds.ts';
import type { CommandPayload } from './payloads.ts';

interface Bench {
  door: DoorBehaviour;
  events: { name: string; data: Record<string, unknown> }[];
  names(): string[];
  hardware: { stuck: boolean; cuts: number };
}

function bench(): Bench {
  const events: Bench['events'] = [];
  const hardware = { stuck: false, cuts: 0 };
  const door = new DoorBehaviour({
    hardware: {
      drive: () => !hardware.stuck,
      cutPower: () => {
        hardware.cuts += 1;
      },
    },
    emit: (name, data) => events.push({ name, data }),
    heldOpenMs: 30_000,
    exitHoldMs: 5_000,
  });
  return { door, events, hardware, names: () => events.map((event) => event.name) };
}

let serial = 0;
function unlock(reason: string, holdMs = 5_000): CommandPayload {
  serial += 1;
  const at = new Date().toISOString();
  return { v: 1, id: `command-${serial}`, name: 'unlock', args: { reason, holdMs }, issuedAt: at, expiresAt: at };
}

describe('door behaviour', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('[VIS-3] names the command whose pass an opening used, and locks when the door has closed', async () => {
    const { door, events, names } = bench();
    const command = unlock('entry');
    expect(await door.execute(command)).toEqual({ outcome: 'done' });
    door.setContact(true);
    expect(events.at(-1)).toEqual({ name: 'door.opened', data: { reason: 'entry', commandId: command.id } });
    door.setContact(false);
    expect(names()).toEqual(['door.unlocked', 'door.opened', 'door.closed', 'door.locked']);
    expect(door.reported()).toMatchObject({ locked: true, contact: 'closed' });
  });

  it('[VIS-3] locks again by itself when nobody opened the door in the time the release was held', async () => {
    const { door, names } = bench();
    await door.execute(unlock('entry', 3_000));
    vi.advanceTimersByTime(2_999);
    expect(door.reported()).toMatchObject({ locked: false });
    vi.advanceTimersByTime(1);
    expect(names()).toEqual(['door.unlocked', 'door.locked']);
  });

  it('[VIS-10] keeps one pass for each of two customers let in together', async () => {
    const { door, events } = bench();
    const first = unlock('entry');
    const second = unlock('entry');
    await door.execute(first);
    await door.execute(second);
    door.setContact(true);
    door.setContact(false);
    expect(door.reported()).toMatchObject({ locked: false });
    door.setContact(true);
    expect(events.at(-1)?.data).toMatchObject({ commandId: second.id });
    door.setContact(false);
    expect(door.reported()).toMatchObject({ locked: true });
  });

  it('[VIS-3] reports a door opened without any release as forced', () => {
    const { door, names } = bench();
    door.setContact(true);
    expect(names()).toEqual(['door.forced']);
  });

  it('[VIS-3] reports a door held open once its limit has passed, and clears it on closing', async () => {
    const { door, names } = bench();
    await door.execute(unlock('entry'));
    door.setContact(true);
    vi.advanceTimersByTime(30_000);
    expect(names()).toContain('door.held_open');
    expect(door.reported()).toMatchObject({ heldOpen: true });
    door.setContact(false);
    expect(door.reported()).toMatchObject({ heldOpen: false, locked: true });
  });

  it('[VIS-2] refuses entry in lockdown but lets everybody inside out', async () => {
    const { door } = bench();
    door.applyDesired({ lockdown: true });
    expect(await door.execute(unlock('entry'))).toEqual({ outcome: 'rejected', code: 'lockdown' });
    expect(await door.execute(unlock('exit'))).toEqual({ outcome: 'done' });
  });

  it('[VIS-8] releases by the exit button in lockdown and when the lock drive is stuck', () => {
    const { door, events, hardware } = bench();
    door.applyDesired({ lockdown: true });
    hardware.stuck = true;
    door.pressExit();
    door.setContact(true);
    expect(hardware.cuts).toBe(1);
    expect(events.map((event) => event.name)).toEqual(['exit.pressed', 'door.unlocked', 'door.opened']);
    expect(events.at(-1)?.data).toEqual({ reason: 'exit_button', commandId: null });
  });

  it('[DEV-4] answers with the fault when the lock does not move', async () => {
    const { door, hardware } = bench();
    hardware.stuck = true;
    expect(await door.execute(unlock('entry'))).toEqual({ outcome: 'rejected', code: 'lock_stuck' });
    expect(door.reported()).toMatchObject({ locked: true, lockFault: true });
  });

  it('[DEV-1] sends only events and states that its kind declares', async () => {
    const { door, events } = bench();
    const kind = findKind('door_controller');
    await door.execute(unlock('agent'));
    door.setContact(true);
    vi.advanceTimersByTime(30_000);
    door.setContact(false);
    door.setContact(true);
    door.setContact(false);
    door.pressExit();
    await door.execute({ ...unlock('agent'), name: 'self_test', args: {} });
    for (const event of events) expect(kind?.events[event.name]?.safeParse(event.data).success, event.name).toBe(true);
    expect(kind?.reported.safeParse(door.reported()).success).toBe(true);
  });
});
