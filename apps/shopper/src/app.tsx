import { useDidShow } from '@tarojs/taro';
import { type PropsWithChildren, useEffect } from 'react';
import { rewriteDeepLink } from './platform/deep-link';
import { startPwa } from './platform/pwa';
import { startNetworkWatch } from './state/online';
import { startPrivacyWatch } from './state/privacy';
import { reviveRealtime } from './state/realtime';
import { startSession } from './state/session';
import './styles-entry';

rewriteDeepLink();

export default function App({ children }: PropsWithChildren) {
  useEffect(() => {
    startNetworkWatch();
    startPrivacyWatch();
    startPwa();
    startSession();
  }, []);
  useDidShow(reviveRealtime);
  return children;
}
