// A customer without a screen, over HTTP: for journeys that are about what staff see of them.
import { expect } from '@playwright/test';
import { z } from 'zod';
import { type DemoStore, freshPhone, newestCode, url, walk } from './demo.ts';

const answered = { session: z.object({ token: z.string() }), notice: z.object({ version: z.string() }) };
const current = z.object({ visit: z.object({ id: z.string(), state: z.string() }).nullable() });

export interface Customer {
  /** Asks the product for something; answers status and body. */
  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** The visit that is open now, or null. */
  visit(): Promise<{ id: string; state: string } | null>;
}

/** A new member with a verified phone. */
export async function newCustomer(): Promise<Customer> {
  let token: string | null = null;
  const ask: Customer['ask'] = async (method, path, body) => {
    const answer = await fetch(url(`/api/v1${path}`), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const phone = freshPhone();
  await ask('POST', '/auth/sms-codes', { phone });
  const notice = answered.notice.parse((await ask('GET', '/privacy-notice')).body);
  const consent = { noticeVersion: notice.version, accepted: true };
  const code = await newestCode(phone);
  const signedIn = await ask('POST', '/auth/phone', { phone, code, consent, transport: 'token' });
  token = answered.session.parse(signedIn.body).token;
  return { ask, visit: async () => current.parse((await ask('GET', '/visits/current')).body).visit };
}

/** Asks for the door and walks in; answers the visit. */
export async function walkIn(customer: Customer, store: DemoStore): Promise<string> {
  expect((await customer.ask('POST', '/visits/openings', { doorToken: store.doorToken })).status).toBe(200);
  await walk(store.id, 'in');
  let id = '';
  await expect
    .poll(async () => {
      const visit = await customer.visit();
      id = visit?.id ?? '';
      return visit?.state;
    })
    .toBe('inside');
  return id;
}

/** Leaves by the emergency way, which always opens. */
export async function leaveByEmergency(customer: Customer, store: DemoStore, visitId: string): Promise<void> {
  await customer.ask('POST', `/visits/${visitId}/emergency-exits`);
  await walk(store.id, 'out');
  await expect.poll(async () => (await customer.visit())?.id).not.toBe(visitId);
}
