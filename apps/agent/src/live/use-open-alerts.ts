import type { Answer } from '@latchkey/client';
import { call } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

export type DeskAlert = Answer<'GET /staff/alerts'>['items'][number];

/** Alerts that nobody has taken yet: what the badge counts and the alarm rings for. */
export function useOpenAlerts(): DeskAlert[] {
  const alerts = useQuery({
    queryKey: ['alerts', 'open'],
    queryFn: () => call('GET /staff/alerts', { query: { open: 'true', limit: 100 } }),
    refetchInterval: 30_000,
  });
  return (alerts.data?.items ?? []).filter((alert) => !alert.takenBy && !alert.closedAt);
}
