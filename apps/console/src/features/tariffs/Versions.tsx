import { call, DateTime, DetailDrawer, Loaded } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { useAppText } from '../../texts.ts';

/** Published versions, newest first; they never change. */
export function Versions(props: { storeId: string; zone: string; open: boolean; onClose: () => void }) {
  const text = useAppText();
  const { storeId, zone } = props;
  const versions = useQuery({
    queryKey: ['tariffs', storeId, 'versions'],
    queryFn: () => call('GET /staff/stores/:id/tariff-versions', { params: { id: storeId }, query: { limit: 100 } }),
    enabled: props.open,
  });
  return (
    <DetailDrawer open={props.open} onClose={props.onClose} title={text('tariffs.versions')} width={480}>
      <Loaded query={versions}>
        {({ items }) => (
          <ul className="tariff-versions">
            {items.map((version) => (
              <li key={version.id}>
                <strong>{text('tariffs.version', { n: version.number })}</strong>{' '}
                <span className="lk-soft">
                  <DateTime at={version.effectiveFrom} zone={zone} />
                </span>
                <p className="lk-faint">
                  {[
                    version.publishedBy && text('tariffs.by', { name: version.publishedBy }),
                    `${text('tariffs.rules.title')} ${version.ruleCount}`,
                    version.note,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
