import type { Answer } from '@latchkey/client';
import { call } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

export type Room = Answer<'GET /staff/rooms/:id'>;
export type RoomDevice = Answer<'GET /staff/rooms/:id/devices'>['items'][number];
export type Policy = Answer<'GET /staff/stores/:id/booking-policy'>;

export function useRoom(id: string | undefined) {
  return useQuery({
    queryKey: ['rooms', 'one', id],
    queryFn: () => call('GET /staff/rooms/:id', { params: { id: id ?? '' } }),
    enabled: id !== undefined,
  });
}

export function useRoomDevices(id: string) {
  return useQuery({
    queryKey: ['rooms', 'devices', id],
    queryFn: () => call('GET /staff/rooms/:id/devices', { params: { id } }),
  });
}

export function usePolicy(storeId: string | undefined) {
  return useQuery({
    queryKey: ['rooms', 'policy', storeId],
    queryFn: () => call('GET /staff/stores/:id/booking-policy', { params: { id: storeId ?? '' } }),
    enabled: storeId !== undefined,
  });
}
