import { createHash, timingSafeEqual } from 'node:crypto';

/** Digest access authentication without `qop`, as cameras ask for it (RFC 2069, RFC 2617; MD5, or SHA-256 of RFC 7616). */
export interface Challenge {
  realm: string;
  nonce: string;
  algorithm: 'md5' | 'sha256';
}

export interface Credentials {
  user: string;
  password: string;
}

const hash = (algorithm: Challenge['algorithm'], text: string): string =>
  createHash(algorithm).update(text).digest('hex');

const field = (header: string, name: string): string | null =>
  new RegExp(`(?:^|[ ,])${name}=(?:"([^"]*)"|([^", ]+))`, 'i').exec(header)?.slice(1).find(Boolean) ?? null;

/** The first digest challenge of a WWW-Authenticate header that we can answer; 'basic' where only that is asked for. */
export function parseChallenge(header: string): Challenge | 'basic' | null {
  let basic = false;
  for (const line of header.split('\n')) {
    if (/^basic\b/i.test(line)) basic = true;
    if (!/^digest\b/i.test(line)) continue;
    const realm = field(line, 'realm');
    const nonce = field(line, 'nonce');
    const named = (field(line, 'algorithm') ?? 'MD5').toUpperCase();
    const algorithm = named === 'MD5' ? 'md5' : named === 'SHA-256' ? 'sha256' : null;
    if (realm !== null && nonce !== null && algorithm) return { realm, nonce, algorithm };
  }
  return basic ? 'basic' : null;
}

const responseOf = (challenge: Challenge, who: Credentials, method: string, uri: string): string => {
  const h = (text: string): string => hash(challenge.algorithm, text);
  return h(`${h(`${who.user}:${challenge.realm}:${who.password}`)}:${challenge.nonce}:${h(`${method}:${uri}`)}`);
};

/** The Authorization header of one request. */
export function authorize(challenge: Challenge | 'basic', who: Credentials, method: string, uri: string): string {
  if (challenge === 'basic') return `Basic ${Buffer.from(`${who.user}:${who.password}`).toString('base64')}`;
  const { realm, nonce, algorithm } = challenge;
  const named = algorithm === 'sha256' ? ', algorithm=SHA-256' : '';
  const response = responseOf(challenge, who, method, uri);
  return `Digest username="${who.user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}"${named}`;
}

/** Whether an Authorization header answers our challenge for this method. */
export function isAuthorized(challenge: Challenge, who: Credentials, method: string, header: string): boolean {
  const uri = field(header, 'uri');
  const given = field(header, 'response');
  if (!/^digest\b/i.test(header) || uri === null || given === null) return false;
  if (field(header, 'username') !== who.user || field(header, 'nonce') !== challenge.nonce) return false;
  const wanted = Buffer.from(responseOf(challenge, who, method, uri));
  const answer = Buffer.from(given.toLowerCase());
  return wanted.length === answer.length && timingSafeEqual(wanted, answer);
}
