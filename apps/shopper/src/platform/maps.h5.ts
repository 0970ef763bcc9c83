import { mapAddress } from './map-address';
import type { MapApp, MapPlace } from './maps-types';

const apple = /iPhone|iPad|Macintosh/.test(navigator.userAgent);

/** A page cannot know which apps there are: the person says. */
export const mapApps: readonly MapApp[] = apple ? ['amap', 'tencent', 'baidu', 'apple'] : ['amap', 'tencent', 'baidu'];

export function openMap(app: MapApp | undefined, place: MapPlace): void {
  window.open(mapAddress(app ?? 'amap', place), '_blank', 'noopener');
}
