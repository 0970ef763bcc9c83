import Taro from '@tarojs/taro';
import type { MapApp, MapPlace } from './maps-types';

/** WeChat asks by itself which app to use. */
export const mapApps: readonly MapApp[] = [];

/** Hands over to the phone's map: WeChat's own leads on to whichever app the person uses. */
export function openMap(_app: MapApp | undefined, { name, address, longitude, latitude }: MapPlace): void {
  Taro.openLocation({ name, address, longitude, latitude, scale: 17 }).catch(() => undefined);
}
