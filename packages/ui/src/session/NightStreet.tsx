import './session.css';

/** A closed street with one lit shop whose door stands ajar: what the product keeps going at night. */
export function NightStreet() {
  return (
    <div className="lk-street" aria-hidden="true">
      <svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMax slice" focusable="false" role="presentation">
        <defs>
          <linearGradient id="lk-sky" x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="#07110e" />
            <stop offset="1" stopColor="#123229" />
          </linearGradient>
          <linearGradient id="lk-glow" x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="#f5a524" stopOpacity="0.55" />
            <stop offset="1" stopColor="#f5a524" stopOpacity="0" />
          </linearGradient>
          <radialGradient id="lk-halo" cx="0.5" cy="0.62" r="0.5">
            <stop offset="0" stopColor="#f5a524" stopOpacity="0.26" />
            <stop offset="1" stopColor="#f5a524" stopOpacity="0" />
          </radialGradient>
        </defs>
        <rect width="720" height="900" fill="url(#lk-sky)" />
        <Stars />
        <path d="M0 470h120v-60h96v90h70V360h130v140h84v-70h110v70h110v300H0z" fill="#0b1f19" />
        <Windows />
        <rect y="760" width="720" height="140" fill="#081511" />
        <rect width="720" height="900" fill="url(#lk-halo)" />
        <Shop />
        <path d="M392 760h84l96 140H340z" fill="url(#lk-glow)" />
        <path d="M214 760h150l30 140H150z" fill="url(#lk-glow)" opacity="0.35" />
      </svg>
    </div>
  );
}

function Stars() {
  const places = [
    [88, 120],
    [170, 210],
    [262, 90],
    [344, 240],
    [430, 130],
    [520, 200],
    [600, 96],
    [660, 260],
    [56, 300],
    [480, 300],
  ];
  return (
    <>
      {places.map(([x, y]) => (
        <circle key={`${x}-${y}`} cx={x} cy={y} r="1.6" fill="#9fc3b4" opacity="0.7" />
      ))}
    </>
  );
}

function Windows() {
  const places = [
    [28, 510],
    [70, 510],
    [28, 560],
    [312, 400],
    [356, 400],
    [312, 450],
    [540, 470],
    [584, 470],
    [640, 540],
  ];
  return (
    <>
      {places.map(([x, y], index) => (
        <rect key={`${x}-${y}`} x={x} y={y} width="22" height="30" rx="2" fill={index === 4 ? '#c98a2b' : '#14352b'} />
      ))}
    </>
  );
}

function Shop() {
  return (
    <g>
      <path d="M180 560h340v200H180z" fill="#123c31" />
      <path d="M164 560l22-46h328l22 46z" fill="#0e5a4a" />
      <path d="M164 560h372v14H164z" fill="#0a4438" />
      <rect x="208" y="600" width="156" height="116" rx="4" fill="#f5a524" />
      <path d="M208 658h156M286 600v116" stroke="#b87712" strokeWidth="3" />
      <path d="M222 658v-26h14v26M244 658v-18h18v18M300 658v-34h12v34M322 658v-22h22v22" fill="#8a5a12" />
      <path d="M224 716v-30h20v30M254 716v-22h16v22M304 716v-34h14v34M328 716v-24h20v24" fill="#8a5a12" />
      <rect x="392" y="598" width="84" height="162" fill="#ffd98a" />
      <path d="M392 598l54 14v164l-54-16z" fill="#0b2f27" />
      <circle cx="436" cy="690" r="5" fill="#f5a524" />
      <path d="M436 692l5 15h-10z" fill="#f5a524" />
      <path d="M500 636h14v50h-14z" fill="#f7e3b4" />
    </g>
  );
}
