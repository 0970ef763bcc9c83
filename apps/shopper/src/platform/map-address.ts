import type { MapApp, MapPlace } from './maps-types';

const query = (values: Record<string, string>): string => new URLSearchParams(values).toString();

/** Web addresses that the vendors' apps take over where they are installed, and pages of the same maps elsewhere. */
const addresses: Record<MapApp, (place: MapPlace) => string> = {
  amap: ({ name, longitude, latitude }) =>
    `https://uri.amap.com/marker?${query({ position: `${longitude},${latitude}`, name, coordinate: 'wgs84', callnative: '1' })}`,
  tencent: ({ name, address, longitude, latitude }) =>
    `https://apis.map.qq.com/uri/v1/marker?${query({
      // Colons and semicolons part the fields of a marker.
      marker: `coord:${latitude},${longitude};title:${plain(name)};addr:${plain(address)}`,
      coord_type: '1',
      referer: 'latchkey',
    })}`,
  baidu: ({ name, address, longitude, latitude }) =>
    `https://api.map.baidu.com/marker?${query({
      location: `${latitude},${longitude}`,
      title: name,
      content: address,
      coord_type: 'wgs84',
      output: 'html',
      src: 'webapp.latchkey',
    })}`,
  apple: ({ name, longitude, latitude }) =>
    `https://maps.apple.com/?${query({ ll: `${latitude},${longitude}`, q: name })}`,
};

const plain = (text: string): string => text.replace(/[:;|]/g, ' ');

export const mapAddress = (app: MapApp, place: MapPlace): string => addresses[app](place);
