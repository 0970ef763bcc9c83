import { useCallback, useRef, useState } from 'react';
import { type ApiError, api, asApiError, newIdempotencyKey } from '../../api';
import { useLive } from '../../state/realtime';
import type { RoomOpening } from './booking';

const FOLLOW_MS = 700;
const ended: ReadonlySet<RoomOpening['state']> = new Set(['opened', 'rejected', 'timed_out', 'expired', 'failed']);

export interface RoomDoor {
  opening: RoomOpening | null;
  asking: boolean;
  error: ApiError | null;
  open: () => Promise<void>;
}

/** One try at a room's doors, followed to its true end; a retry after a lost network is the same try. */
export function useRoomDoor(bookingId: string, onMoved: () => void): RoomDoor {
  const [opening, setOpening] = useState<RoomOpening | null>(null);
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const key = useRef<string | null>(null);
  const open = useCallback(async () => {
    setAsking(true);
    setError(null);
    setOpening(null);
    key.current ??= newIdempotencyKey();
    try {
      const params = { id: bookingId };
      setOpening(await api('POST /bookings/:id/openings', { params, idempotencyKey: key.current }));
      key.current = null;
    } catch (thrown) {
      const failed = asApiError(thrown);
      if (failed.code !== 'offline') key.current = null;
      setError(failed);
    } finally {
      setAsking(false);
    }
  }, [bookingId]);
  const followed = opening && !ended.has(opening.state) ? opening.id : null;
  const follow = async () => {
    if (followed === null) return;
    const params = { id: bookingId, openingId: followed };
    const now = await api('GET /bookings/:id/openings/:openingId', { params }).catch(() => null);
    if (!now) return;
    setOpening((before) => (before?.id === now.id ? now : before));
    if (ended.has(now.state)) onMoved();
  };
  useLive(['opening.changed', 'booking.changed'], () => void follow(), FOLLOW_MS, followed !== null);
  return { opening, asking, error, open };
}
