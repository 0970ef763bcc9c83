import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, api, asApiError, type Cart, newIdempotencyKey } from '../../api';
import { storage } from '../../platform/storage';
import { useNow } from '../../state/clock';
import { useFault } from '../../state/fault';
import { isLineFault } from '../../state/line-fault';
import { onBack } from '../../state/online';
import { useLive } from '../../state/realtime';
import { useResource } from '../../state/resource';
import { useStore } from '../../state/store';
import { createScanQueue, type QueuedScan } from './scan-queue';

const AGAIN_MS = 5000;

const queue = createScanQueue({
  load: () => storage.read('scans'),
  save: (text) => (text === null ? storage.remove('scans') : storage.write('scans', text)),
  newKey: newIdempotencyKey,
  now: Date.now,
});

/** The cart of the open visit: the server's figures always; every act answers with the whole cart. */
export function useCart(visitId: string) {
  const resource = useResource('cart', () => api('GET /cart'));
  useLive(['cart.changed', 'order.changed', 'coupon.changed'], () => void resource.refresh(), 5000);
  const [error, setError] = useFault();
  const [busy, setBusy] = useState(false);
  const [lastLine, setLastLine] = useState<string | null>(null);
  const { put, refresh } = resource;

  const fail = useCallback(
    (failed: ApiError) => {
      setError(failed);
      if (failed.status === 409 || failed.status === 404) void refresh();
    },
    [setError, refresh],
  );
  const act = async (change: () => Promise<Cart>): Promise<ApiError | null> => {
    setBusy(true);
    setError(null);
    try {
      put({ cart: await change() });
      return null;
    } catch (thrown) {
      const failed = asApiError(thrown);
      fail(failed);
      return failed;
    } finally {
      setBusy(false);
    }
  };

  const send = useCallback(
    async ({ key, barcode }: QueuedScan) => {
      const { cart, lineId } = await api('POST /cart/scans', { body: { barcode }, idempotencyKey: key });
      setLastLine(lineId);
      put({ cart });
    },
    [put],
  );
  const drain = useCallback(async () => {
    const failed = await queue.drain(visitId, send);
    // What waits for the line is shown as waiting, not as an error.
    if (failed && !isLineFault(failed)) fail(failed);
    return failed;
  }, [visitId, send, fail]);
  const waiting = useWaiting(visitId, drain);

  const scan = async (barcode: string): Promise<ApiError | null> => {
    setBusy(true);
    setError(null);
    queue.add(visitId, barcode);
    try {
      return await drain();
    } finally {
      setBusy(false);
    }
  };

  const cart = resource.data?.cart ?? null;
  return {
    cart,
    waiting,
    ...useExpiry(cart, resource.data !== null),
    loadError: resource.error,
    loading: resource.loading,
    at: resource.at,
    refresh,
    error,
    busy,
    lastLine,
    scan,
    setQuantity: (id: string, quantity: number) =>
      act(() => api('PUT /cart/lines/:id', { params: { id }, body: { quantity } })),
    empty: () => act(() => api('DELETE /cart')),
    chooseCoupon: (couponId: string | 'best' | null) => act(() => api('PUT /cart/coupon', { body: { couponId } })),
  };
}
export type CartActs = ReturnType<typeof useCart>;

/** The scans that wait for the line, sent again when it is back. */
function useWaiting(visitId: string, drain: () => Promise<unknown>): readonly QueuedScan[] {
  const waiting = useStore(queue.store).waiting.filter((scan) => scan.visitId === visitId);
  const some = waiting.length > 0;
  useEffect(() => {
    if (!some) return;
    void drain();
    const stop = onBack(() => void drain());
    const timer = setInterval(() => void drain(), AGAIN_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [some, drain]);
  return waiting;
}

/** ORD-21: how long the cart is kept, and that it was emptied because its time was over. */
function useExpiry(cart: Cart | null, known: boolean) {
  const last = useRef<Cart | null>(null);
  if (cart && cart.lines.length > 0) last.current = cart;
  const now = useNow(1000, cart !== null);
  const gone = last.current;
  const over = gone !== null && Date.parse(gone.expiresAt) <= Date.now();
  const empty = known && (cart === null || cart.lines.length === 0);
  return {
    /** ms until the cart is emptied; null without one. */
    left: cart && cart.lines.length > 0 ? Date.parse(cart.expiresAt) - now : null,
    expired: empty && over,
  };
}
