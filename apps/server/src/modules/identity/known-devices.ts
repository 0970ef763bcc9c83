import { type Crypto, randomToken, sameSecret } from '../../kernel/crypto.ts';

/**
 * A browser that signed in once keeps a mark for that account. Its tries are counted apart, so that a stranger who
 * uses up the tries of an account or a phone number never locks its owner out. The mark opens nothing by itself.
 */
export function markDevice(crypto: Crypto, audience: 'customer' | 'staff', subject: string): string {
  const nonce = randomToken(16);
  return `${nonce}.${crypto.blindIndex(`${audience}:${subject}:${nonce}`, 'known_device')}`;
}

/** The device's own number when the mark is ours and of this account; null otherwise. */
export function knownDevice(
  crypto: Crypto,
  audience: 'customer' | 'staff',
  subject: string,
  mark: string | null | undefined,
): string | null {
  const [nonce = '', mac = ''] = (mark ?? '').split('.');
  if (nonce.length !== 22 || mac === '') return null;
  const right = crypto.blindIndex(`${audience}:${subject}:${nonce}`, 'known_device');
  return sameSecret(mac, right) ? nonce : null;
}
