/** Seconds, whatever a camera says: oftener is a burden to it, and a timer that is too long would fire at once. */
const SHORTEST_LIFE_S = 10;
const LONGEST_LIFE_S = 3_600;

/** A `Session` header (RFC 2326, 12.37): the session's name, and the seconds after which a silent client is forgotten; null where not said. */
export function parseSession(header: string): { id: string | null; lifeS: number | null } {
  const [id = '', ...parameters] = header.split(';');
  const life = parameters.map((part) => /^\s*timeout=(\d+)/.exec(part)?.[1]).find(Boolean);
  return {
    id: id.trim() || null,
    lifeS: life ? Math.min(Math.max(Number(life), SHORTEST_LIFE_S), LONGEST_LIFE_S) : null,
  };
}
