import { useDidShow } from '@tarojs/taro';
import { type PropsWithChildren, useEffect } from 'react';
import { rewriteDeepLink } from './platform/deep-link';
import { startNetworkWatch } from './state/online';
import { reviveRealtime } from './state/realtime';
import { refreshSession } from './state/session';
import './styles-entry';

rewriteDeepLink();

export default function App({ children }: PropsWithChildren) {
  useEffect(() => {
    startNetworkWatch();
    void refreshSession();
  }, []);
  useDidShow(reviveRealtime);
  return children;
}
