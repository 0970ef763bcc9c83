import type { PayPlatform } from './pay-types';

export const payPlatform: PayPlatform = {
  methods: ['h5', 'native'],
  returnUrl: (path) => window.location.origin + path,
  async handOver({ h5Url }) {
    if (!h5Url) return 'none';
    window.location.assign(h5Url);
    return 'left';
  },
  // The browser's own way back keeps the page as it was; a cashier in another app leaves it standing behind.
  onReturn(listener) {
    const onPage = ({ persisted }: PageTransitionEvent) => {
      if (persisted) listener();
    };
    let away = false;
    const onVisible = () => {
      if (document.visibilityState === 'hidden') away = true;
      else if (away) {
        away = false;
        listener();
      }
    };
    window.addEventListener('pageshow', onPage);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('pageshow', onPage);
      document.removeEventListener('visibilitychange', onVisible);
    };
  },
};
