/** A request or an answer of RTSP 1.0 (RFC 2326). Header names are lower case. */
export interface RtspMessage {
  /** Method and address of a request, or code and reason of an answer. */
  start: { method: string; uri: string } | { code: number; reason: string };
  headers: ReadonlyMap<string, string>;
  body: string;
}

const VERSION = 'RTSP/1.0';

/** Reads a head without its empty line; null when it is none. */
export function parseHead(head: string): Omit<RtspMessage, 'body'> | null {
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) return null;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    // Several challenges of one answer stay apart: the first that we understand is taken.
    const known = headers.get(name);
    headers.set(name, known === undefined ? value : `${known}\n${value}`);
  }
  const answer = /^RTSP\/1\.0 (\d{3})(?: (.*))?$/.exec(first);
  if (answer) return { start: { code: Number(answer[1]), reason: answer[2] ?? '' }, headers };
  const request = /^([A-Z_]{3,20}) (\S+) RTSP\/1\.0$/.exec(first);
  return request ? { start: { method: request[1] ?? '', uri: request[2] ?? '' }, headers } : null;
}

/** A message as it goes over the wire, with its Content-Length. */
export function formatMessage(start: string, headers: Readonly<Record<string, string>>, body = ''): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = body === '' ? '' : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return `${start}\r\n${lines.join('')}${length}\r\n${body}`;
}

export const formatRequest = (method: string, uri: string, headers: Readonly<Record<string, string>>): string =>
  formatMessage(`${method} ${uri} ${VERSION}`, headers);

export const formatAnswer = (
  code: number,
  reason: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): string => formatMessage(`${VERSION} ${code} ${reason}`, headers, body);
