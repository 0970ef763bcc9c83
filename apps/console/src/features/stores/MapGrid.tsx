import { useLanguage } from '@latchkey/ui';
import { type City, citiesIn, withRoom } from './cities.ts';
import { gridLines, gridStep, inView, type Position, scaleBar, toPixels, toPosition } from './map-grid.ts';

export interface View {
  centre: Position;
  zoom: number;
  width: number;
  height: number;
}

/** Pixels between two named cities. */
const CITY_GAP = 64;

/** The ground of the plain map: degrees, the cities that have room, and a scale. */
export function MapGrid(props: { view: View }) {
  const { language } = useLanguage();
  const { view } = props;
  const { width, height, zoom } = view;
  const centre = toPixels(view.centre, zoom);
  const northWest = toPosition({ x: centre.x - width / 2, y: centre.y - height / 2 }, zoom);
  const southEast = toPosition({ x: centre.x + width / 2, y: centre.y + height / 2 }, zoom);
  const step = gridStep(zoom);
  const decimals = Math.max(0, Math.ceil(-Math.log10(step)));
  const scale = scaleBar(view.centre.latitude, zoom);
  const length = scale.metres >= 1000 ? `${scale.metres / 1000} km` : `${scale.metres} m`;
  return (
    <svg width={width} height={height} aria-hidden="true">
      {gridLines(northWest.longitude, southEast.longitude, step).map((longitude) => {
        const { x } = inView({ longitude, latitude: 0 }, view);
        return (
          <g key={longitude}>
            <line x1={x} x2={x} y1={0} y2={height} />
            <text x={x + 4} y={14}>{`${longitude.toFixed(decimals)}°`}</text>
          </g>
        );
      })}
      {gridLines(southEast.latitude, northWest.latitude, step).map((latitude) => {
        const { y } = inView({ longitude: view.centre.longitude, latitude }, view);
        return (
          <g key={latitude}>
            <line x1={0} x2={width} y1={y} y2={y} />
            <text x={4} y={y - 4}>{`${latitude.toFixed(decimals)}°`}</text>
          </g>
        );
      })}
      <Cities view={view} cities={citiesIn(language)} />
      <path className="position-map-scale" d={`M12 ${height - 18}v6h${scale.pixels}v-6`} />
      <text x={16} y={height - 18}>
        {length}
      </text>
    </svg>
  );
}

function Cities(props: { view: View; cities: readonly City[] }) {
  const { view } = props;
  const seen = props.cities
    .map((city) => ({ name: city.name, ...inView(city, view) }))
    .filter(({ x, y }) => x > 0 && y > 0 && x < view.width && y < view.height);
  return withRoom(seen, CITY_GAP).map(({ name, x, y }) => (
    <g key={name} className="position-map-city">
      <circle cx={x} cy={y} r="3" />
      <text x={x + 6} y={y + 4}>
        {name}
      </text>
    </g>
  ));
}
