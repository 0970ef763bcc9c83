import Taro from '@tarojs/taro';
import type { Position } from './location-types';

/** Where the phone is, or null when the person or the phone says no. WeChat's privacy question comes before it. */
export async function locate(): Promise<Position | null> {
  try {
    const { longitude, latitude } = await Taro.getLocation({ type: 'wgs84' });
    return { longitude, latitude };
  } catch {
    return null;
  }
}

/** Whether asking would show a question: the mini-program asks only after a tap. */
export async function mayLocateSilently(): Promise<boolean> {
  try {
    const { authSetting } = await Taro.getSetting();
    return authSetting['scope.userLocation'] === true;
  } catch {
    return false;
  }
}

/** WeChat asks once; who said no then can change it here. */
export const locationSettings: (() => Promise<void>) | null = async () => {
  await Taro.openSetting().catch(() => undefined);
};
