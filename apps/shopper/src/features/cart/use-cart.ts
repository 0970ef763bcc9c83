import { useState } from 'react';
import { type ApiError, api, asApiError, type Cart } from '../../api';
import { useLive } from '../../state/realtime';
import { useResource } from '../../state/resource';

/** The cart of the open visit: the server's figures always; every act answers with the whole cart. */
export function useCart(active: boolean) {
  const resource = useResource(active ? 'cart' : null, () => api('GET /cart'));
  useLive(['cart.changed', 'order.changed', 'coupon.changed'], () => void resource.refresh(), 5000, active);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const [lastLine, setLastLine] = useState<string | null>(null);

  const act = async (change: () => Promise<Cart>): Promise<ApiError | null> => {
    setBusy(true);
    setError(null);
    try {
      resource.put({ cart: await change() });
      return null;
    } catch (thrown) {
      const failed = asApiError(thrown);
      setError(failed);
      if (failed.status === 409 || failed.status === 404) void resource.refresh();
      return failed;
    } finally {
      setBusy(false);
    }
  };

  return {
    cart: resource.data?.cart ?? null,
    loadError: resource.error,
    loading: resource.loading,
    at: resource.at,
    refresh: resource.refresh,
    error,
    clearError: () => setError(null),
    busy,
    lastLine,
    scan: (barcode: string) =>
      act(async () => {
        const { cart, lineId } = await api('POST /cart/scans', { body: { barcode } });
        setLastLine(lineId);
        return cart;
      }),
    setQuantity: (id: string, quantity: number) =>
      act(() => api('PUT /cart/lines/:id', { params: { id }, body: { quantity } })),
    empty: () => act(() => api('DELETE /cart')),
    chooseCoupon: (couponId: string | null) => act(() => api('PUT /cart/coupon', { body: { couponId } })),
  };
}
export type CartActs = ReturnType<typeof useCart>;
