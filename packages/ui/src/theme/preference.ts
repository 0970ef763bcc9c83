import type { Mode } from './antd-theme.ts';

export type ThemePreference = 'system' | Mode;

const KEY = 'latchkey.theme';
const listeners = new Set<() => void>();

export function readPreference(): ThemePreference {
  const stored = globalThis.localStorage?.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function writePreference(preference: ThemePreference): void {
  if (preference === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, preference);
  applyMode();
  for (const listener of listeners) listener();
}

/** The mode on screen: the person's choice, else the system's. */
export function currentMode(): Mode {
  const preference = readPreference();
  if (preference !== 'system') return preference;
  return globalThis.matchMedia?.('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function applyMode(): void {
  document.documentElement.dataset.theme = currentMode();
}

/** Calls back when the choice, or the system's setting behind it, changes. */
export function watchMode(listener: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const onChange = () => {
    applyMode();
    listener();
  };
  listeners.add(listener);
  media.addEventListener('change', onChange);
  return () => {
    listeners.delete(listener);
    media.removeEventListener('change', onChange);
  };
}
