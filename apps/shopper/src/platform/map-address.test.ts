import { expect, test } from 'vitest';
import { mapAddress } from './map-address';

const place = { name: '静安店; A:1', address: '南京西路 100 号', longitude: 121.45, latitude: 31.23 };

test.each([
  ['amap', 'uri.amap.com', 'position', '121.45,31.23'],
  ['baidu', 'api.map.baidu.com', 'location', '31.23,121.45'],
  ['apple', 'maps.apple.com', 'll', '31.23,121.45'],
  ['tencent', 'apis.map.qq.com', 'marker', 'coord:31.23,121.45;title:静安店  A 1;addr:南京西路 100 号'],
] as const)('[ORG-12] %s is told the place in its own order, and names cannot break out', (app, host, field, value) => {
  const address = new URL(mapAddress(app, place));
  expect(address.host).toBe(host);
  expect(address.searchParams.get(field)).toBe(value);
});
