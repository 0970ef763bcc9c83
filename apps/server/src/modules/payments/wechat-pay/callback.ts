import { decryptResource } from './aead.ts';
import type { KeyRing } from './key-ring.ts';
import { parseBody } from './transport.ts';
import { callbackSchema, type RefundNotice, refundNoticeSchema, type Transaction, transactionSchema } from './types.ts';
import { assertSignature, type HeaderReader, readSignatureHeaders } from './verification.ts';

/** A callback whose signature and encryption were checked; its contents are still to be compared with our books. */
export type Callback =
  | { kind: 'transaction'; id: string; eventType: string; transaction: Transaction }
  | { kind: 'refund'; id: string; eventType: string; refund: RefundNotice }
  | { kind: 'other'; id: string; eventType: string };

/** Takes the RAW body bytes: a parsed and re-serialised body fails. Throws `untrusted` errors only. */
export type CallbackReader = (header: HeaderReader, rawBody: Buffer) => Promise<Callback>;

export interface CallbackReaderOptions {
  keys: KeyRing;
  apiV3Key: string;
  /** Milliseconds. */
  now: () => number;
}

export function createCallbackReader(options: CallbackReaderOptions): CallbackReader {
  return async (header, rawBody) => {
    const headers = readSignatureHeaders(header, Math.floor(options.now() / 1000));
    assertSignature(await options.keys.get(headers.serial), headers, rawBody);
    const envelope = parseBody(callbackSchema, rawBody);
    const common = { id: envelope.id, eventType: envelope.event_type };
    const plaintext = Buffer.from(decryptResource(options.apiV3Key, envelope.resource), 'utf8');
    if (envelope.event_type.startsWith('TRANSACTION.')) {
      return { kind: 'transaction', ...common, transaction: parseBody(transactionSchema, plaintext) };
    }
    if (envelope.event_type.startsWith('REFUND.')) {
      return { kind: 'refund', ...common, refund: parseBody(refundNoticeSchema, plaintext) };
    }
    return { kind: 'other', ...common };
  };
}
