/** Positions are WGS 84, as the phone tells them. */
export interface MapPlace {
  name: string;
  address: string;
  longitude: number;
  latitude: number;
}

export type MapApp = 'amap' | 'tencent' | 'baidu' | 'apple';
