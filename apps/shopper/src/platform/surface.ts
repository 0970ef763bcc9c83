import Taro from '@tarojs/taro';
import type { Surface } from './surface-types';

const windowInfo = Taro.getWindowInfo();

/** The mini-program draws under the status bar and beside WeChat's capsule: the bar on top keeps clear of both. */
export const surface: Surface = {
  topInset: windowInfo.statusBarHeight ?? 20,
  sideInset: 96,
  dress({ dark }) {
    const frontColor = dark ? '#ffffff' : '#000000';
    const backgroundColor = dark ? '#0f1513' : '#faf8f4';
    Taro.setNavigationBarColor({ frontColor, backgroundColor }).catch(() => undefined);
    Taro.setBackgroundColor({
      backgroundColor,
      backgroundColorTop: backgroundColor,
      backgroundColorBottom: backgroundColor,
    }).catch(() => undefined);
  },
  prefersDark: () => Taro.getAppBaseInfo().theme === 'dark',
  copy(text) {
    void Taro.setClipboardData({ data: text });
  },
  call(phone) {
    Taro.makePhoneCall({ phoneNumber: phone }).catch(() => undefined);
  },
};
