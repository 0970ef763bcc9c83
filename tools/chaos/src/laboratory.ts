// The steering wheel of paylab, and the hand of a person at its cashier. Both try again while paylab is away.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { FaultRule } from '../../paylab/src/lab/fault-rules.ts';

const credentials = z.object({ baseUrl: z.url(), labKey: z.string(), mchid: z.string() });

const books = z.object({
  orders: z.array(
    z.object({
      outTradeNo: z.string(),
      state: z.string(),
      total: z.int(),
      transactionId: z.string().nullable(),
      paidAt: z.number().nullable(),
    }),
  ),
  refunds: z.array(z.object({ outRefundNo: z.string(), outTradeNo: z.string(), amount: z.int(), status: z.string() })),
  notifications: z.array(
    z.object({ subject: z.string(), delivered: z.boolean(), attempts: z.array(z.object({ outcome: z.string() })) }),
  ),
  totals: z.object({ orders: z.int(), paid: z.int(), paidFen: z.int(), refundedFen: z.int(), refundingFen: z.int() }),
});
export type ChannelBooks = z.infer<typeof books>;

const PATIENCE_MS = 60_000;

export interface Laboratory {
  faults(rules: readonly Partial<FaultRule>[]): Promise<void>;
  rotateCertificate(): Promise<void>;
  books(): Promise<ChannelBooks>;
  /** A person pays or is refused at the cashier's page. False when the page says that it is too late. */
  atCashier(url: string, act: 'pay' | 'fail'): Promise<boolean>;
  /** Pays an order by its number; `force` also a closed one. False when the channel has no such order or it is paid. */
  pay(outTradeNo: string, force: boolean): Promise<boolean>;
}

export function openLaboratory(credentialsFile: string): Laboratory {
  const { baseUrl, labKey } = credentials.parse(JSON.parse(readFileSync(credentialsFile, 'utf8')));

  async function insist(url: string, request: RequestInit): Promise<Response> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        const answer = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(10_000) });
        if (answer.status < 500) return answer;
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
      if (Date.now() > deadline) throw new Error(`paylab does not answer ${url}`);
      await delay(250);
    }
  }

  async function steer(method: string, path: string, body?: unknown): Promise<Response> {
    return insist(`${baseUrl}/_lab${path}`, {
      method,
      headers: { 'x-paylab-key': labKey, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function need(answer: Response): Promise<unknown> {
    if (!answer.ok) throw new Error(`paylab refused: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  return {
    faults: async (rules) => void (await need(await steer('PUT', '/faults', { rules }))),
    rotateCertificate: async () => void (await need(await steer('POST', '/keys/rotate', { what: 'certificate' }))),
    books: async () => books.parse(await need(await steer('GET', '/books'))),
    async atCashier(url, act) {
      const answer = await insist(url, { method: 'POST', body: new URLSearchParams({ act }) });
      return answer.status < 400;
    },
    async pay(outTradeNo, force) {
      return (await steer('POST', `/orders/${outTradeNo}/pay`, { force })).ok;
    },
  };
}
