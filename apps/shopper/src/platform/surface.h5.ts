import type { Surface } from './surface-types';

export const surface: Surface = {
  topInset: 0,
  sideInset: 0,
  dress({ className, title, locale, dark }) {
    // What the page showed before its script was there.
    document.getElementById('boot')?.remove();
    const root = document.documentElement;
    root.className = className;
    root.lang = locale;
    document.title = title;
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', dark ? '#0f1513' : '#faf8f4');
  },
  prefersDark: () => window.matchMedia('(prefers-color-scheme: dark)').matches,
  copy(text) {
    navigator.clipboard?.writeText(text).catch(() => undefined);
  },
  call(phone) {
    window.location.href = `tel:${phone}`;
  },
};
