import { HddOutlined, IdcardOutlined, ProfileOutlined, ShopOutlined } from '@ant-design/icons';
import type { Permission } from '@latchkey/contract';
import { call, type Found, useSession, useWord } from '@latchkey/ui';

const EACH = 4;

/** One search over what the person may see: stores, orders, members, devices. */
export function useFinder(): (typed: string) => Promise<Found[]> {
  const { can } = useSession();
  const word = useWord();
  const ask = async (permission: Permission, look: () => Promise<Found[]>): Promise<Found[]> =>
    can(permission) ? look().catch(() => []) : [];
  return async (typed) => {
    const query = { search: typed, limit: EACH };
    const found = await Promise.all([
      ask('stores', async () =>
        (await call('GET /staff/stores', { query })).items.map((store) => ({
          key: store.id,
          icon: <ShopOutlined />,
          label: store.name,
          note: store.city,
          to: '/stores',
          search: { open: store.id },
        })),
      ),
      ask('orders', async () =>
        (await call('GET /staff/orders', { query })).items.map((order) => ({
          key: order.id,
          icon: <ProfileOutlined />,
          label: order.number,
          note: `${order.store.name} · ${word('order', order.state)}`,
          to: '/orders',
          search: { open: order.id },
        })),
      ),
      ask('members', async () =>
        (await call('GET /staff/members', { query })).items.map((member) => ({
          key: member.id,
          icon: <IdcardOutlined />,
          label: member.name ?? member.cardNumber,
          note: member.phone ?? member.cardNumber,
          to: '/members',
          search: { open: member.id },
        })),
      ),
      ask('devices', async () =>
        (await call('GET /staff/devices', { query })).items.map((device) => ({
          key: device.id,
          icon: <HddOutlined />,
          label: device.name,
          note: device.code,
          to: '/devices',
          search: { open: device.id },
        })),
      ),
    ]);
    return found.flat();
  };
}
