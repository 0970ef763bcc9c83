import { useDidShow } from '@tarojs/taro';
import { type PropsWithChildren, useEffect } from 'react';
import { rewriteDeepLink } from './platform/deep-link';
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
    startSession();
  }, []);
  useDidShow(reviveRealtime);
  return children;
}
