import Taro from '@tarojs/taro';

export interface MapPlace {
  name: string;
  address: string;
  longitude: number;
  latitude: number;
}

/** Hands over to the phone's map: WeChat's own leads on to whichever app the person uses. */
export function openMap({ name, address, longitude, latitude }: MapPlace): void {
  Taro.openLocation({ name, address, longitude, latitude, scale: 17 }).catch(() => undefined);
}
