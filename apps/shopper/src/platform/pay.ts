import Taro from '@tarojs/taro';
import type { PayPlatform } from './pay-types';

export const payPlatform: PayPlatform = {
  methods: ['jsapi'],
  returnUrl: () => undefined,
  async handOver({ jsapi }) {
    if (!jsapi) return 'none';
    try {
      await Taro.requestPayment(jsapi);
    } catch (thrown) {
      // Giving up is the one thing that WeChat knows better than the server; whatever else it says proves nothing.
      const { errMsg = '' } = thrown as { errMsg?: string };
      return errMsg.includes('cancel') ? 'cancelled' : 'back';
    }
    return 'back';
  },
  onReturn: () => () => undefined,
};
