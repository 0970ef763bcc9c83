import type { MapPlace } from './maps';

/** A web address that AMap's app takes over where it is installed; a page of the same map elsewhere. */
export function openMap({ name, longitude, latitude }: MapPlace): void {
  const query = new URLSearchParams({
    position: `${longitude},${latitude}`,
    name,
    coordinate: 'wgs84',
    callnative: '1',
  });
  window.open(`https://uri.amap.com/marker?${query}`, '_blank', 'noopener');
}
