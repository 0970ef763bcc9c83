import { DateTime, Facts, Money, useSession } from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { useAppText } from '../../texts.ts';
import type { StoreDetail } from './api.ts';

export function StoreBasics(props: { store: StoreDetail }) {
  const text = useAppText();
  const { can } = useSession();
  const { store } = props;
  return (
    <>
      {store.gallery.length > 0 && (
        <p className="console-row console-photos">
          {store.gallery.map((picture) => (
            <img key={picture} className="console-photo" src={picture} alt={store.name} />
          ))}
        </p>
      )}
      <Facts
        facts={[
          { label: text('stores.number'), value: <span className="lk-mono">{store.number}</span> },
          {
            label: text('stores.salesToday'),
            value: (
              <span className="console-row">
                <Money fen={store.salesToday} size="large" />
                {can('orders') && (
                  <Link to="/orders" search={{ storeId: store.id } as never}>
                    {text('stores.orderCount', { n: store.ordersToday })}
                  </Link>
                )}
              </span>
            ),
          },
          {
            label: text('fields.entity'),
            value: can('entities') ? (
              <Link to="/entities" search={{ open: store.entity.id } as never}>
                {store.entity.name}
              </Link>
            ) : (
              store.entity.name
            ),
          },
          { label: text('fields.region'), value: store.region?.name ?? '—' },
          { label: text('stores.address'), value: `${store.city} ${store.address}`, wide: true },
          {
            label: text('stores.position'),
            value: (
              <span className="lk-figures">
                {store.position.longitude.toFixed(5)}, {store.position.latitude.toFixed(5)}
              </span>
            ),
          },
          { label: text('stores.zone'), value: store.zone },
          { label: text('entities.contactPhone'), value: store.phone ?? '—' },
          {
            label: text('stores.serviceFee'),
            value: store.serviceFee === null ? text('stores.feeOfEntity') : `${(store.serviceFee / 100).toFixed(2)} %`,
          },
          { label: text('stores.capacity'), value: store.capacity ?? text('stores.unlimited') },
          { label: text('stores.exitPolicy'), value: text(`stores.exit_${store.exitPolicy}`) },
          {
            label: text('stores.proximity'),
            value: store.proximityMetres === null ? '—' : text('stores.metres', { n: store.proximityMetres }),
          },
          store.ageRestricted && { label: text('stores.ageRestricted'), value: text('fields.yes') },
          store.facilities.length > 0 && {
            label: text('stores.facilities'),
            value: store.facilities.join('、'),
            wide: true,
          },
          { label: text('fields.createdAt'), value: <DateTime at={store.createdAt} zone={store.zone} style="day" /> },
        ]}
      />
    </>
  );
}
