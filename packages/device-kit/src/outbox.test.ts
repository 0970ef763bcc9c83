import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Journal, type JournalEntry } from './journal.ts';
import { Outbox } from './outbox.ts';

const RESEND_MS = 2_000;
const START = Date.parse('2026-06-01T00:00:00Z');

interface Bench {
  journal: Journal;
  outbox: Outbox;
  sent: string[];
  wire: { up: boolean; broker: 'takes' | 'stalls' };
  owe(id: string, answer?: boolean): void;
}

function bench(): Bench {
  const journal = new Journal();
  const sent: string[] = [];
  const wire: Bench['wire'] = { up: true, broker: 'takes' };
  const send = ({ id }: JournalEntry, taken: () => void) => {
    if (wire.up) sent.push(id);
    if (wire.up && wire.broker === 'takes') taken();
    return wire.up;
  };
  const outbox = new Outbox({ journal, resendMs: RESEND_MS, monotonic: () => Date.now() - START, send });
  const owe = (id: string, answer = false) => {
    outbox.owe({ id, topic: 't', payload: id, answer });
  };
  return { journal, outbox, sent, wire, owe };
}

const many = (count: number) => Array.from({ length: count }, (_, at) => `event-${at}`);

describe('what a device owes', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: START });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('[DEV-3] goes at once and in order, and again when no receipt comes in time', () => {
    const { outbox, sent, owe } = bench();
    owe('one');
    owe('two');
    expect(sent).toEqual(['one', 'two']);
    outbox.settle(['one']);
    vi.advanceTimersByTime(RESEND_MS - 1);
    outbox.sendDue();
    expect(sent).toEqual(['one', 'two']);
    vi.advanceTimersByTime(1);
    outbox.sendDue();
    expect(sent).toEqual(['one', 'two', 'two']);
  });

  it('[DEV-4] goes once more when the same answer is owed again', () => {
    const { sent, owe } = bench();
    owe('answer', true);
    owe('answer', true);
    expect(sent).toEqual(['answer', 'answer']);
  });

  it('[DEV-3] is kept while there is no connection, and all due on the next one', () => {
    const { outbox, sent, wire, owe } = bench();
    owe('one');
    wire.up = false;
    owe('two');
    wire.up = true;
    outbox.connected();
    expect(sent).toEqual(['one', 'one', 'two']);
  });

  it('[DEV-3] [DEV-2] never makes a flood out of a full journal, whether receipts come at once or never', () => {
    for (const receipts of [true, false]) {
      const { journal, outbox, sent, wire, owe } = bench();
      wire.up = false;
      for (const id of many(1_000)) owe(id);
      wire.up = true;
      outbox.connected();
      let told = 0;
      for (let second = 1; second <= 40; second += 1) {
        for (let step = 0; step < 10; step += 1) {
          if (receipts) outbox.settle(sent.slice(told));
          told = sent.length;
          outbox.sendDue();
          vi.advanceTimersByTime(100);
        }
        // What the broker allows is 200 at once and 50 a second.
        expect(sent.length).toBeLessThanOrEqual(100 + 31 * second);
      }
      expect(journal.size).toBe(receipts ? 0 : 1_000);
      expect(new Set(sent).size).toBe(receipts ? 1_000 : 50);
      outbox.close();
    }
  });

  it('[DEV-3] [DEV-2] piles nothing up before a broker that stalls', () => {
    const { outbox, sent, wire, owe } = bench();
    wire.broker = 'stalls';
    for (const id of many(500)) owe(id);
    for (let second = 0; second < 60; second += 1) {
      outbox.sendDue();
      vi.advanceTimersByTime(1_000);
    }
    expect(sent).toEqual(many(50));
    wire.broker = 'takes';
    outbox.connected();
    expect(sent.length).toBe(100);
    outbox.close();
  });

  it('[DEV-3] [DEV-4] lets the answer to a command pass everything that waits', () => {
    const { outbox, sent, wire, owe } = bench();
    wire.up = false;
    for (const id of many(500)) owe(id);
    wire.up = true;
    outbox.connected();
    owe('answer', true);
    expect(sent.at(-1)).toBe('answer');
    expect(sent.length).toBeLessThanOrEqual(51);
    outbox.close();
  });
});
