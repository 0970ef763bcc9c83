import type { PayPlatform } from './pay-types';

export const payPlatform: PayPlatform = {
  methods: ['h5', 'native'],
  returnUrl: (orderId) => `${window.location.origin}/pages/pay/index?order=${encodeURIComponent(orderId)}&back=1`,
  async handOver({ h5Url }) {
    if (!h5Url) return 'none';
    window.location.assign(h5Url);
    return 'left';
  },
};
