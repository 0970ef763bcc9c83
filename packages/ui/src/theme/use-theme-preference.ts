import { useSyncExternalStore } from 'react';
import { readPreference, type ThemePreference, watchMode, writePreference } from './preference.ts';

/** The person's choice of appearance on this device, and how to change it. */
export function useThemePreference(): [ThemePreference, (preference: ThemePreference) => void] {
  return [useSyncExternalStore(watchMode, readPreference), writePreference];
}
