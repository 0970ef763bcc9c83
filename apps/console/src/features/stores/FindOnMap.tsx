import { EnvironmentOutlined } from '@ant-design/icons';
import { call, toProblem } from '@latchkey/ui';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useAppText } from '../../texts.ts';
import type { Position } from './map-grid.ts';

/** Asks the map service where the typed address lies; one place is taken at once, several are offered. */
export function FindOnMap(props: { city: string; address: string; onFound: (position: Position) => void }) {
  const text = useAppText();
  const { city, address } = props;
  const look = useMutation({
    mutationFn: () => call('GET /staff/geocoding', { query: { address: address.trim(), ...(city ? { city } : {}) } }),
    onSuccess: ({ candidates }) => {
      if (candidates.length === 1 && candidates[0]) props.onFound(candidates[0].position);
    },
  });
  const candidates = look.data?.candidates ?? [];
  return (
    <div className="find-on-map">
      <Button
        icon={<EnvironmentOutlined />}
        loading={look.isPending}
        disabled={address.trim() === ''}
        onClick={() => look.mutate()}
      >
        {text('stores.findOnMap')}
      </Button>
      {look.error && <Alert type="error" showIcon role="alert" title={toProblem(look.error).message} />}
      {look.data && candidates.length === 0 && <Alert type="warning" showIcon title={text('stores.notOnMap')} />}
      {candidates.length > 0 && (
        <ul className="console-needs" aria-label={text('stores.placesFound')}>
          {candidates.map((candidate) => (
            <li key={`${candidate.position.longitude} ${candidate.position.latitude}`}>
              <Button type="text" className="find-on-map-place" onClick={() => props.onFound(candidate.position)}>
                {candidate.address} <span className="lk-faint">{candidate.level}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
