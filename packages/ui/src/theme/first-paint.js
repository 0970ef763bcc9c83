(() => {
  let stored = null;
  try {
    stored = localStorage.getItem('latchkey.theme');
  } catch {
    // Storage may be refused; the system's setting then rules.
  }
  const dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
