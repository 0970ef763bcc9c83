// A customer's phone: calls the product as the shopper app does, and tries an act again with the same idempotency key
// when it does not know whether it was done.
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Answer,
  ApiError,
  type CallInput,
  createClient,
  fetchTransport,
  newIdempotencyKey,
} from '@latchkey/client';
import type { RouteKey } from '@latchkey/contract';
import type { Offenders } from './offenders.ts';

/** Times in ms that calls took until their 2xx, and how often something had to be tried again. */
export interface Traffic {
  calls: number;
  retries: number;
  unavailable: number;
  rateLimited: number;
  newsHeard: number;
  socketsLost: number;
}

export interface Phone {
  token: string | null;
  /** Until the server answers for certain; throws its refusals. */
  call<K extends RouteKey>(key: K, input: CallInput<K>): Promise<Answer<K>>;
}

export interface PhoneOptions {
  readonly url: string;
  /** The address that the balancer would report: each customer has one. */
  readonly address: string;
  readonly traffic: Traffic;
  readonly offenders: Offenders;
  /** How long one act is tried again. */
  readonly patienceMs: number;
}

const ANSWER_MS = 15_000;

/** Not known to be done, or known not to be: the same act with the same key is right in both cases. */
const mayTryAgain = (error: ApiError): boolean =>
  error.status === 0 || error.status >= 500 || (error.status === 429 && Number(error.data.seconds) <= 5);

export function createPhone({ url, address, traffic, offenders, patienceMs }: PhoneOptions): Phone {
  const client = createClient({
    base: `${url}/api/v1`,
    token: () => phone.token,
    transport: (request) => {
      const headers = { ...request.headers, 'x-forwarded-for': address };
      return Promise.race([
        fetchTransport({ ...request, headers }),
        delay(ANSWER_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('no answer'))),
      ]);
    },
  });
  const call = client as <K extends RouteKey>(key: K, input: CallInput<K>) => Promise<Answer<K>>;

  const phone: Phone = {
    token: null,
    async call(key, input) {
      const idempotencyKey = input.idempotencyKey ?? newIdempotencyKey();
      const deadline = Date.now() + patienceMs;
      for (let pause = 150; ; pause = Math.min(pause * 1.6, 2_000)) {
        try {
          const answer = await call(key, { ...input, idempotencyKey });
          traffic.calls += 1;
          return answer;
        } catch (error) {
          if (!(error instanceof ApiError) || !mayTryAgain(error)) throw error;
          note(key, error);
          if (Date.now() > deadline) throw error;
          await delay(pause);
        }
      }
    },
  };

  function note(key: RouteKey, error: ApiError): void {
    traffic.retries += 1;
    if (error.status === 429) traffic.rateLimited += 1;
    if (error.status === 503) traffic.unavailable += 1;
    if (error.status >= 500 && error.status !== 503)
      offenders.add('server_error', `${key} answered ${error.status} ${error.code} (${error.requestId})`);
  }
  return phone;
}
