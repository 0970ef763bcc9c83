import type { Answer, Body } from '@latchkey/client';
import { call } from '@latchkey/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';

export type StoreTariff = Answer<'GET /staff/stores/:id/tariff'>;
export type Content = Body<'PUT /staff/stores/:id/tariff-draft'>['content'];
export type Rule = Content['rules'][number];
export type Scope = Rule['scope'];
export type Terms = Content['terms'][number];
export type Promotion = Content['promotions'][number];
export type Finding = StoreTariff['findings'][number];

export const emptyContent: Content = { rules: [], terms: [], promotions: [] };
export const anywhere: Scope = {
  ...{ roomIds: [], roomKindIds: [], weekdays: [], dayTypes: [], dateFrom: null, dateTo: null, memberLevels: [] },
  ...{ fromMinute: 0, toMinute: 1440 },
};

export function useTariff(storeId: string | undefined) {
  return useQuery({
    queryKey: ['tariffs', storeId, 'now'],
    queryFn: () => call('GET /staff/stores/:id/tariff', { params: { id: storeId ?? '' } }),
    enabled: storeId !== undefined,
  });
}

/** A week of the store's calendar from a Monday on. */
export function useWeek(storeId: string, from: string) {
  return useQuery({
    queryKey: ['tariffs', storeId, 'week', from],
    queryFn: () => call('GET /staff/stores/:id/local-days', { params: { id: storeId }, query: { from, days: 7 } }),
  });
}

/** Writes the draft whole, as a change of what was read. */
export function useWriteDraft(tariff: StoreTariff) {
  const queryClient = useQueryClient();
  return async (content: Content) => {
    const params = { id: tariff.store.id };
    const saved = await call('PUT /staff/stores/:id/tariff-draft', {
      params,
      body: { content, revision: tariff.draft?.revision ?? 0 },
    });
    await queryClient.invalidateQueries({ queryKey: ['tariffs'] });
    return saved;
  };
}
