export interface Position {
  longitude: number;
  latitude: number;
}
/** A point of the map in pixels: x to the east, y to the south. */
export interface Point {
  x: number;
  y: number;
}

export const ZOOM = { least: 3, most: 18, street: 15, city: 11, country: 4 };
/** Where Web Mercator ends: its square world goes no further north or south. */
export const MOST_LATITUDE = 85.05112878;
const TILE = 256;
const EARTH_METRES = 40_075_016.686;
const limited = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** Web Mercator: a position's pixel on the square world of a zoom level. */
export function toPixels({ longitude, latitude }: Position, zoom: number): Point {
  const size = TILE * 2 ** zoom;
  const sine = Math.sin((limited(latitude, -MOST_LATITUDE, MOST_LATITUDE) * Math.PI) / 180);
  return {
    x: ((longitude + 180) / 360) * size,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size,
  };
}

/** The way back. Beyond the world's edge it answers the edge. */
export function toPosition(point: Point, zoom: number): Position {
  const size = TILE * 2 ** zoom;
  const x = limited(point.x, 0, size);
  const y = limited(point.y, 0, size);
  return {
    longitude: (x / size) * 360 - 180,
    latitude: (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / size))) * 180) / Math.PI,
  };
}

/** The position that lies some pixels away. */
export function moved(from: Position, by: Point, zoom: number): Position {
  const { x, y } = toPixels(from, zoom);
  return toPosition({ x: x + by.x, y: y + by.y }, zoom);
}

/** Where a position lies in a view of this size around a centre. */
export function inView(
  position: Position,
  view: { centre: Position; zoom: number; width: number; height: number },
): Point {
  const at = toPixels(position, view.zoom);
  const centre = toPixels(view.centre, view.zoom);
  return { x: at.x - centre.x + view.width / 2, y: at.y - centre.y + view.height / 2 };
}

/** Five decimals are about a metre: more would only claim what no pin knows. */
export function rounded({ longitude, latitude }: Position): Position {
  return { longitude: Math.round(longitude * 1e5) / 1e5, latitude: Math.round(latitude * 1e5) / 1e5 };
}

const STEPS = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005];

/** Degrees between two lines of the grid, so that they stand at least `gap` pixels apart. */
export function gridStep(zoom: number, gap = 80): number {
  const pixelsOfDegree = (TILE * 2 ** zoom) / 360;
  return STEPS.findLast((step) => step * pixelsOfDegree >= gap) ?? 30;
}

/** The multiples of a step inside a range, without the crumbs of floating point. */
export function gridLines(from: number, to: number, step: number): number[] {
  const lines: number[] = [];
  for (let index = Math.ceil(from / step); index * step <= to; index++) lines.push(Number((index * step).toFixed(4)));
  return lines;
}

/** A round length for the scale bar, at most `widest` pixels long at this latitude. */
export function scaleBar(latitude: number, zoom: number, widest = 120): { metres: number; pixels: number } {
  const metresOfPixel = (EARTH_METRES * Math.cos((latitude * Math.PI) / 180)) / (TILE * 2 ** zoom);
  const most = widest * metresOfPixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((times) => times * power <= most) ?? 1) * power;
  return { metres, pixels: metres / metresOfPixel };
}
