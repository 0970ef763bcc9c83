import qrcode from 'qrcode-generator';

const QUIET = 4;

/** A QR code drawn as one path, sharp at any size on screen and on paper, with its quiet zone. */
export function QrSquare(props: { content: string; label: string; className?: string }) {
  const code = qrcode(0, 'M');
  code.addData(props.content);
  code.make();
  const size = code.getModuleCount();
  const dark: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (code.isDark(row, column)) dark.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
    }
  }
  const side = size + 2 * QUIET;
  return (
    <svg
      className={props.className}
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={props.label}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#ffffff" />
      <path d={dark.join('')} fill="#0f2620" />
    </svg>
  );
}
