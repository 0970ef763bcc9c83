import { call, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useAppText } from '../../texts.ts';
import type { StoreDetail } from './api.ts';

/** What a new store still lacks before customers can use it; nothing once all is there. */
export function OpeningSteps(props: { store: StoreDetail; onTab: (tab: string) => void }) {
  const text = useAppText();
  const { can } = useSession();
  const { store } = props;
  const sells = store.kind !== 'rooms' && can('listings');
  const listings = useQuery({
    queryKey: ['listings', 'any', store.id],
    queryFn: () => call('GET /staff/listings', { query: { storeId: store.id, limit: 1 } }),
    enabled: sells,
  });
  const steps = [
    store.deviceCount === 0 && can('devices') && (
      <Link key="devices" to="/devices" search={{ storeId: store.id } as never}>
        {text('stores.stepDevices')}
      </Link>
    ),
    store.agents.length === 0 && (
      <Button key="agents" type="link" className="opening-step" onClick={() => props.onTab('agents')}>
        {text('stores.stepAgents')}
      </Button>
    ),
    sells && listings.data?.items.length === 0 && (
      <Link key="listings" to="/listings" search={{ storeId: store.id } as never}>
        {text('stores.stepListings')}
      </Link>
    ),
  ].filter(Boolean);
  if (steps.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      className="console-verdict"
      title={text('stores.steps')}
      description={<span className="console-row">{steps}</span>}
    />
  );
}
