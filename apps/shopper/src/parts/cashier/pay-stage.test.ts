import { describe, expect, test } from 'vitest';
import { PATIENCE_MS, type PayFacts, payStage } from './pay-stage';

const at = 1_000_000;
const facts = (part: Partial<PayFacts> = {}): PayFacts => ({
  abnormality: null,
  attempt: { state: 'awaiting_payer' },
  beginning: false,
  returned: null,
  asking: false,
  now: at,
  ...part,
});

describe('where a payment stands', () => {
  test('[ORD-7] back from the cashier it is being confirmed until the channel had its time to answer', () => {
    const returned = { at, cancelled: false };
    expect(payStage(facts({ returned, asking: true, now: at + 60_000 }))).toBe('confirming');
    expect(payStage(facts({ returned, now: at + PATIENCE_MS - 1 }))).toBe('confirming');
    expect(payStage(facts({ returned, now: at + PATIENCE_MS }))).toBe('not_paid');
  });
  test('[ORD-7] who gave up at the cashier is told at once that nothing was paid', () => {
    expect(payStage(facts({ returned: { at, cancelled: true } }))).toBe('cancelled');
  });
  test('[ORD-7] a refusal of the channel is a failure, with or without coming back', () => {
    expect(payStage(facts({ attempt: { state: 'failed' } }))).toBe('failed');
    expect(payStage(facts({ abnormality: 'payment_failed', returned: { at, cancelled: false } }))).toBe('failed');
  });
  test('[ORD-7] paying again leaves the failure behind', () => {
    expect(payStage(facts({ attempt: { state: 'failed' }, beginning: true }))).toBe('preparing');
    expect(payStage(facts({ attempt: { state: 'requesting' } }))).toBe('preparing');
  });
  test('[ORD-6] what the channel calls paid is never offered to be paid again', () => {
    const returned = { at, cancelled: true };
    expect(payStage(facts({ abnormality: 'paid_at_channel', returned, attempt: { state: 'failed' } }))).toBe(
      'paid_at_channel',
    );
  });
});
