import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { deviceKinds, findKind } from './kinds.ts';
import { ackPayload, commandPayload, eventPayload, MAX_PAYLOAD_BYTES, parsePayload, statePayload } from './payloads.ts';
import { mayDevicePublish, mayDeviceSubscribe, parseUplinkTopic, uplinkTopic } from './topics.ts';

const schemas: z.ZodType<unknown>[] = [ackPayload, commandPayload, eventPayload, statePayload];

describe('payloads', () => {
  it('[DEV-2] parsing any bytes never throws and never accepts rubbish', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...schemas), (bytes, schema) => {
        expect(parsePayload(schema, bytes).ok).toBe(false);
      }),
    );
  });

  it('[DEV-2] any JSON that is not the message is malformed, and a large one oversized', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(...schemas), (json, schema) => {
        expect(parsePayload(schema, Buffer.from(json)).ok).toBe(false);
      }),
    );
    const large = Buffer.from(JSON.stringify({ v: 1, text: 'x'.repeat(MAX_PAYLOAD_BYTES) }));
    expect(parsePayload(eventPayload, large)).toEqual({ ok: false, reason: 'oversized' });
  });

  it('[DEV-2] no depth, NUL, half character or far year gets through or breaks the parser', () => {
    const at = '2026-05-01T10:00:00Z';
    const event = (data: unknown, id = 'event-0001', when = at) =>
      Buffer.from(JSON.stringify({ v: 1, id, seq: 1, name: 'scan', data, at: when }));
    const read = (payload: Buffer) => parsePayload(eventPayload, payload).ok;
    expect(read(event({ code: '690' }))).toBe(true);
    for (const code of ['a\0b', '\ud800', '\udc00x']) {
      expect(read(event({ code }))).toBe(false);
      expect(read(event({ [code]: 1 }))).toBe(false);
      expect(read(event({}, `event-${code}-1`))).toBe(false);
    }
    for (const when of [
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '0001-01-01T00:00:00+23:59',
      '1969-01-01T00:00:00Z',
    ])
      expect(read(event({}, 'event-0001', when))).toBe(false);
    for (const depth of [9, 4_000]) {
      const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const text = `{"v":1,"id":"event-0001","seq":1,"name":"scan","data":{"a":${deep}},"at":"${at}"}`;
      expect(read(Buffer.from(text))).toBe(false);
    }
    expect(parsePayload(statePayload, Buffer.from(`{"v":1,"version":1e21,"reported":{},"at":"${at}"}`)).ok).toBe(false);
  });

  it('[DEV-2] a device reaches no topic but its own', () => {
    const code = fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,20}[a-z0-9]$/);
    fc.assert(
      fc.property(code, code, (own, other) => {
        fc.pre(own !== other);
        expect(mayDevicePublish(own, uplinkTopic(own, 'evt'))).toBe(true);
        expect(mayDevicePublish(own, uplinkTopic(other, 'evt'))).toBe(false);
        expect(mayDeviceSubscribe(own, `d/${other}/down/#`)).toBe(false);
        expect(mayDeviceSubscribe(own, 'd/+/down/#')).toBe(false);
        expect(parseUplinkTopic(uplinkTopic(own, 'ack'))).toEqual({ code: own, name: 'ack' });
      }),
    );
    for (const foreign of ['#', 'bus/#', 'd/#', 'd/+/up/#', '$SYS/#'])
      expect(mayDeviceSubscribe('abc', foreign)).toBe(false);
  });
});

describe('kinds', () => {
  it('[DEV-1] every kind declares its properties, commands, events and checks under one name', () => {
    for (const kind of deviceKinds) {
      expect(findKind(kind.name)).toBe(kind);
      expect(kind.checks.length).toBeGreaterThan(0);
      expect(Object.keys(kind.commands).length).toBeGreaterThan(0);
      expect(Object.keys(kind.events).length).toBeGreaterThan(0);
    }
    expect(new Set(deviceKinds.map((kind) => kind.name)).size).toBe(deviceKinds.length);
    expect(findKind('toaster')).toBeNull();
  });
});
