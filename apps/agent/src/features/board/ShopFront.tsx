import type { BoardStore } from '../../live/board.ts';

/** The store as its devices tell it: lit when somebody is inside, the door as its contact says, dark when out of reach. */
export function ShopFront(props: { store: BoardStore }) {
  const { store } = props;
  const lit = store.inside > 0;
  const open = store.door?.contact === 'open';
  const reachable = store.door?.online ?? false;
  const classes = ['shop-front', lit ? 'shop-front-lit' : '', reachable ? '' : 'shop-front-dark'];
  return (
    <svg
      className={classes.filter(Boolean).join(' ')}
      viewBox="0 0 320 120"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
      focusable="false"
    >
      <rect className="shop-sky" width="320" height="120" />
      <path className="shop-street" d="M0 108h320v12H0z" />
      <path className="shop-house" d="M70 44h180v64H70z" />
      <path className="shop-roof" d="M60 44l12-18h176l12 18z" />
      <rect className="shop-window" x="86" y="56" width="82" height="38" rx="3" />
      <path className="shop-shelf" d="M86 76h82M127 56v38" />
      <rect className="shop-doorway" x="190" y="54" width="40" height="54" />
      {open ? (
        <path className="shop-door" d="M190 54l16 6v54l-16-6z" />
      ) : (
        <>
          <rect className="shop-door" x="190" y="54" width="40" height="54" />
          <circle className="shop-lock" cx="223" cy="82" r="2.600" />
        </>
      )}
      {(lit || open) && <path className="shop-glow" d="M190 108h40l18 12h-76z" />}
      {people(store.inside).map((x) => (
        <path key={x} className="shop-person" d={`M${x} 94v-12a4 4 0 0 1 8 0v12zM${x + 4} 71a4 4 0 1 1 0 .1z`} />
      ))}
    </svg>
  );
}

/** One figure behind the window for each person, five at most. */
function people(inside: number): number[] {
  return [...Array(Math.min(inside, 5)).keys()].map((place) => 92 + place * 14);
}
