import { Form } from 'antd';
import { useState } from 'react';
import { usePlatform } from '../../choices/platform.ts';
import { findCity } from './cities.ts';
import { FindOnMap } from './FindOnMap.tsx';
import type { Position } from './map-grid.ts';
import { PositionMap } from './PositionMap.tsx';
import type { StoreDraft } from './store-draft.ts';

const WATCHED = ['longitude', 'latitude', 'city', 'address'] as const;

/** The pin and the two number fields are one value: each follows the other. Read, not watched: a watch knows nothing at first. */
export function PlaceOnMap() {
  const platform = usePlatform();
  const form = Form.useFormInstance<StoreDraft>();
  const [found, setFound] = useState(0);
  const take = (position: Position) => {
    form.setFieldsValue(position);
    // A place that was found is looked at from near: the map begins anew.
    setFound(found + 1);
  };
  return (
    <Form.Item<StoreDraft> noStyle shouldUpdate={(before, after) => WATCHED.some((key) => before[key] !== after[key])}>
      {({ getFieldValue, setFieldsValue }) => {
        const [longitude, latitude, city = '', address = ''] = WATCHED.map(getFieldValue);
        const known = typeof longitude === 'number' && typeof latitude === 'number';
        return (
          <>
            {platform?.geocoding && <FindOnMap city={city} address={address} onFound={take} />}
            <PositionMap
              key={found}
              value={known ? { longitude, latitude } : null}
              near={findCity(city)}
              onChange={setFieldsValue}
            />
          </>
        );
      }}
    </Form.Item>
  );
}
