import type { Position } from './location-types';

const OPTIONS = { enableHighAccuracy: true, timeout: 8000, maximumAge: 60_000 };

export function locate(): Promise<Position | null> {
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ longitude: coords.longitude, latitude: coords.latitude }),
      () => resolve(null),
      OPTIONS,
    );
  });
}

export async function mayLocateSilently(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'geolocation' })).state === 'granted';
  } catch {
    return false;
  }
}

/** A page cannot open the browser's settings. */
export const locationSettings: (() => Promise<void>) | null = null;
