import { useState } from 'react';
import { type Content, type StoreTariff, useWriteDraft } from './api.ts';

type List = keyof Content;

/** Adding, changing and taking away one kind of part; every act writes the draft. */
export function useParts<L extends List>(tariff: StoreTariff, content: Content, list: L) {
  type Part = Content[L][number];
  const write = useWriteDraft(tariff);
  const [open, setOpen] = useState<{ id: string | null } | null>(null);
  const parts = content[list] as readonly Part[];
  const put = (next: readonly Part[]) => write({ ...content, [list]: next });
  return {
    parts,
    open: open !== null,
    edited: parts.find((part) => part.id === open?.id),
    add: () => setOpen({ id: null }),
    edit: (id: string) => setOpen({ id }),
    close: () => setOpen(null),
    remove: (id: string) => put(parts.filter((part) => part.id !== id)),
    save: (part: Part) =>
      put(
        parts.some((one) => one.id === part.id)
          ? parts.map((one) => (one.id === part.id ? part : one))
          : [...parts, part],
      ),
  };
}

/** An id that no part of the draft has. */
export const freshId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
