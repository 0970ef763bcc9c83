import { useEffect, useState } from 'react';
import { Skeleton } from '../../kit/Skeleton';

const SIZE = 220;

/** Draws a code to be scanned with another phone; the generator is loaded when the first one is shown. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ path: string; modules: number } | null>(null);
  useEffect(() => {
    let gone = false;
    void import('qrcode-generator').then(({ default: generate }) => {
      const code = generate(0, 'M');
      code.addData(text);
      code.make();
      const modules = code.getModuleCount();
      let path = '';
      for (let row = 0; row < modules; row++) {
        for (let column = 0; column < modules; column++)
          if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
      }
      if (!gone) setDrawn({ path, modules });
    });
    return () => {
      gone = true;
    };
  }, [text]);
  if (!drawn) return <Skeleton height={SIZE} width={`${SIZE}px`} />;
  return (
    <svg
      className="lk-qr"
      width={SIZE}
      height={SIZE}
      viewBox={`-3 -3 ${drawn.modules + 6} ${drawn.modules + 6}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path fill="#ffffff" d={`M-3 -3h${drawn.modules + 6}v${drawn.modules + 6}h-${drawn.modules + 6}z`} />
      <path fill="#000000" d={drawn.path} />
    </svg>
  );
}
