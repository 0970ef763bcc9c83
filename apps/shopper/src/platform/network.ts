import Taro from '@tarojs/taro';

/** Tells when the phone's network comes and goes. */
export function watchNetwork(listener: (online: boolean) => void): void {
  Taro.onNetworkStatusChange(({ isConnected }) => listener(isConnected));
}
