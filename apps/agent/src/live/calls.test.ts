import { describe, expect, it } from 'vitest';
import { callsNow, type DeskAlert, inQueueOrder, isUrgent, ringOf } from './calls.ts';

const NOW = Date.parse('2026-01-01T12:00:00Z');

function alert(kind: DeskAlert['kind'], over: Partial<DeskAlert> = {}): DeskAlert {
  return {
    id: kind,
    kind,
    storeId: 's',
    storeName: 's',
    visitId: null,
    memberName: null,
    detail: null,
    createdAt: '2026-01-01T11:59:30Z',
    takenBy: null,
    takenAt: null,
    closedAt: null,
    escalation: null,
    ...over,
  };
}

describe('the queue of alerts', () => {
  it('[DSK-11] puts people in danger first, then who asks, then goods and money, then things', () => {
    const alerts = [
      alert('entry'),
      alert('fault'),
      alert('case'),
      alert('help'),
      alert('forced_door'),
      alert('emergency'),
    ];
    expect(inQueueOrder(alerts).map(({ kind }) => kind)).toEqual([
      'emergency',
      'forced_door',
      'help',
      'case',
      'fault',
      'entry',
    ]);
  });

  it('[VIS-4] puts a marked member at the door before goods, money and things', () => {
    const marked = alert('entry', { detail: 'abnormal_member' });
    expect(inQueueOrder([alert('payment'), marked, alert('help')]).map(({ kind }) => kind)).toEqual([
      'help',
      'entry',
      'payment',
    ]);
    expect(isUrgent(marked)).toBe(true);
    expect(isUrgent(alert('entry', { detail: 'first_visit' }))).toBe(false);
  });

  it('[DSK-11] lets who waits longest be next, and what a colleague has taken come after', () => {
    const taken = alert('emergency', { id: 'taken', takenBy: { id: 'a', name: 'a' } });
    const older = alert('help', { id: 'older', createdAt: '2026-01-01T11:00:00Z' });
    const closed = alert('help', { id: 'closed', closedAt: '2026-01-01T11:30:00Z' });
    expect(inQueueOrder([closed, taken, alert('help'), older]).map(({ id }) => id)).toEqual([
      'older',
      'help',
      'taken',
      'closed',
    ]);
  });

  it('[DSK-2] counts an ordinary entry for a minute, a marked member until somebody takes it', () => {
    const old = { createdAt: '2026-01-01T11:50:00Z' };
    expect(callsNow(alert('entry'), NOW)).toBe(true);
    expect(callsNow(alert('entry', old), NOW)).toBe(false);
    expect(callsNow(alert('entry', { ...old, detail: 'frozen_member' }), NOW)).toBe(true);
    expect(callsNow(alert('help', { ...old, takenBy: { id: 'a', name: 'a' } }), NOW)).toBe(false);
  });

  it('[DSK-2] rings anew each time that a call was passed on, and only then', () => {
    const once = (level: number) => ringOf(alert('fault', { escalation: { level, at: '2026-01-01T11:59:50Z' } }));
    expect(new Set([ringOf(alert('fault')), once(1), once(1), once(2)]).size).toBe(3);
  });
});
