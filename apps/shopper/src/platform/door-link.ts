/** The door token inside a scanned text (`https://…/d/TOKEN`, or the bare token), or null when it is no door code. */
export function doorTokenOf(text: string): string | null {
  const trimmed = text.trim();
  const inLink = /\/d\/([A-Za-z0-9_.-]{8,64})(?:[/?#]|$)/.exec(trimmed);
  if (inLink) return inLink[1] ?? null;
  return /^[A-Za-z0-9_.-]{16,64}$/.test(trimmed) && !/^\d+$/.test(trimmed) ? trimmed : null;
}

/** The room whose table carries a scanned code (`https://…/r/ROOM`), or null. */
export const roomOfCode = (text: string): string | null =>
  /\/r\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/?#]|$)/.exec(text.trim())?.[1] ?? null;
