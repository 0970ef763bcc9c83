import Taro from '@tarojs/taro';

const PREFIX = 'lk:';

/** Small settings kept on the phone. A full or forbidden storage is not an error: the product works without. */
export const storage = {
  read(key: string): string | null {
    try {
      const value: unknown = Taro.getStorageSync(PREFIX + key);
      return typeof value === 'string' && value !== '' ? value : null;
    } catch {
      return null;
    }
  },
  write(key: string, value: string): void {
    try {
      Taro.setStorageSync(PREFIX + key, value);
    } catch {
      /* private mode: forget it when the page closes */
    }
  },
  remove(key: string): void {
    try {
      Taro.removeStorageSync(PREFIX + key);
    } catch {
      /* as above */
    }
  },
};
