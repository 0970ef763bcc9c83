import { call, useNow } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { callsNow, type DeskAlert } from './calls.ts';

/** Alerts that call for somebody now: what the badge counts and the alarm rings for. */
export function useOpenAlerts(): DeskAlert[] {
  const now = useNow(5_000);
  const alerts = useQuery({
    queryKey: ['alerts', 'open'],
    queryFn: () => call('GET /staff/alerts', { query: { open: 'true', limit: 100 } }),
    refetchInterval: 30_000,
  });
  return (alerts.data?.items ?? []).filter((alert) => callsNow(alert, now));
}
