// Chinese maps answer in GCJ-02, WGS-84 shifted by up to some hundred metres; phones measure WGS-84, and so do we store it.
// The shift is the public formula over the Krasovsky ellipsoid that map users know; no inverse exists, so it is approached.

export interface Position {
  longitude: number;
  latitude: number;
}

const SEMI_MAJOR = 6_378_245;
const ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943;
const { PI, sin, cos, sqrt, abs, max } = Math;
/** Degrees that the inverse may be off: a tenth of a millimetre. */
const CLOSE = 1e-9;
const MOST_ROUNDS = 20;

/** Where the shift applies; outside, both systems are one. */
const shifted = ({ longitude, latitude }: Position): boolean =>
  longitude > 72.004 && longitude < 137.8347 && latitude > 0.8293 && latitude < 55.8271;

const wave = (value: number, first: [number, number], second: [number, number]): number =>
  (2 / 3) * (first[0] * sin((value * PI) / first[1]) + second[0] * sin((value * PI) / second[1]));

/** Metres to the north and the east by which the map shows a place elsewhere. */
function shiftMetres(x: number, y: number): { north: number; east: number } {
  const ripple = wave(x, [20, 1 / 6], [20, 1 / 2]);
  return {
    north:
      -100 +
      2 * x +
      3 * y +
      0.2 * y * y +
      0.1 * x * y +
      0.2 * sqrt(abs(x)) +
      ripple +
      wave(y, [20, 1], [40, 3]) +
      wave(y, [160, 12], [320, 30]),
    east:
      300 +
      x +
      2 * y +
      0.1 * x * x +
      0.1 * x * y +
      0.1 * sqrt(abs(x)) +
      ripple +
      wave(x, [20, 1], [40, 3]) +
      wave(x, [150, 12], [300, 30]),
  };
}

function shiftDegrees(place: Position): Position {
  const { north, east } = shiftMetres(place.longitude - 105, place.latitude - 35);
  const angle = (place.latitude * PI) / 180;
  const flattening = 1 - ECCENTRICITY_SQUARED * sin(angle) ** 2;
  const meridian = (SEMI_MAJOR * (1 - ECCENTRICITY_SQUARED)) / flattening ** 1.5;
  const parallel = (SEMI_MAJOR / sqrt(flattening)) * cos(angle);
  return { longitude: ((east / parallel) * 180) / PI, latitude: ((north / meridian) * 180) / PI };
}

/** A WGS-84 position as Chinese maps show it. */
export function toGcj02(place: Position): Position {
  if (!shifted(place)) return place;
  const shift = shiftDegrees(place);
  return { longitude: place.longitude + shift.longitude, latitude: place.latitude + shift.latitude };
}

/** The WGS-84 position that a Chinese map shows there. */
export function fromGcj02(shown: Position): Position {
  if (!shifted(shown)) return shown;
  let guess = shown;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const shift = shiftDegrees(guess);
    const next = { longitude: shown.longitude - shift.longitude, latitude: shown.latitude - shift.latitude };
    const step = max(abs(next.longitude - guess.longitude), abs(next.latitude - guess.latitude));
    guess = next;
    if (step < CLOSE) break;
  }
  return guess;
}

/** Seven decimals, about a centimetre: no crumbs of the arithmetic in answers. */
export const tidy = ({ longitude, latitude }: Position): Position => ({
  longitude: Math.round(longitude * 1e7) / 1e7,
  latitude: Math.round(latitude * 1e7) / 1e7,
});
