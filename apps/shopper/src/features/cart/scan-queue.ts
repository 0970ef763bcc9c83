import type { ApiError } from '../../api';
import { isLineFault } from '../../state/line-fault';
import { createStore } from '../../state/store';

/** A piece that was scanned and that the server has not counted yet. */
export interface QueuedScan {
  /** Sent with every try: however often it is sent, the piece is counted once. */
  key: string;
  barcode: string;
  /** The stay that it belongs to: it is never put into another one's cart. */
  visitId: string;
  at: number;
}

export interface QueueParts {
  load(): string | null;
  save(text: string | null): void;
  newKey(): string;
  now(): number;
}

/** Throws ApiError. */
export type SendScan = (scan: QueuedScan) => Promise<void>;

/** As long as an untouched cart lives: what is older is scanned again rather than bought by surprise. */
const KEPT_MS = 30 * 60_000;

/**
 * ORD-2: pieces wait here, through a reload too, until the server has counted each of them once, in the order of scanning.
 * A lost line keeps them; a refusal drops that piece and is told.
 */
export function createScanQueue(parts: QueueParts) {
  const store = createStore<{ waiting: readonly QueuedScan[] }>({ waiting: parse(parts.load()) });
  let running: Promise<ApiError | null> | null = null;

  const put = (waiting: readonly QueuedScan[]) => {
    store.set({ waiting });
    parts.save(waiting.length === 0 ? null : JSON.stringify(waiting));
  };
  const drop = (key: string) => put(store.get().waiting.filter((scan) => scan.key !== key));

  async function work(visitId: string, send: SendScan): Promise<ApiError | null> {
    let refusal: ApiError | null = null;
    const since = parts.now() - KEPT_MS;
    const kept = store.get().waiting.filter((scan) => scan.visitId === visitId && scan.at >= since);
    if (kept.length !== store.get().waiting.length) put(kept);
    for (let next = store.get().waiting[0]; next; next = store.get().waiting[0]) {
      try {
        await send(next);
        drop(next.key);
      } catch (thrown) {
        const error = thrown as ApiError;
        if (isLineFault(error) || error.status >= 500 || error.status === 429) return error;
        drop(next.key);
        refusal = error;
      }
    }
    return refusal;
  }

  return {
    store,
    add(visitId: string, barcode: string): void {
      put([...store.get().waiting, { key: parts.newKey(), barcode, visitId, at: parts.now() }]);
    },
    /** Sends what waits. Answers the last refusal, or the fault for which the rest still waits. */
    drain(visitId: string, send: SendScan): Promise<ApiError | null> {
      running ??= work(visitId, send).finally(() => {
        running = null;
      });
      return running;
    },
  };
}

function parse(text: string | null): QueuedScan[] {
  if (text === null) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isScan) : [];
  } catch {
    return [];
  }
}

function isScan(value: unknown): value is QueuedScan {
  if (typeof value !== 'object' || value === null) return false;
  const { key, barcode, visitId, at } = value as Record<string, unknown>;
  return [key, barcode, visitId].every((part) => typeof part === 'string') && typeof at === 'number';
}
