import Taro from '@tarojs/taro';
import type { PayPlatform } from './pay-types';

export const payPlatform: PayPlatform = {
  methods: ['jsapi'],
  returnUrl: () => undefined,
  async handOver({ jsapi }) {
    if (!jsapi) return 'none';
    // What WeChat answers here proves nothing: the server asks the channel.
    await Taro.requestPayment(jsapi).catch(() => undefined);
    return 'back';
  },
};
