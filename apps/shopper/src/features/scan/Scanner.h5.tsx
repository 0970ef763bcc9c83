import { useCallback, useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { Box } from '../../kit/primitives';
import type { ScannerProps } from './scanner-types';
import type { Camera } from './web-camera';

type State = 'off' | 'starting' | 'on' | 'refused' | 'unable';
/** A piece held before the camera is one piece; shown again after it was away this long, it is a second one. */
const AWAY_MS = 1200;

/** The web's scanner: camera and decoder are loaded when they are first asked for; typing is always possible beside it. */
export function Scanner({ kind, onCode }: ScannerProps) {
  const t = useT();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useRef<Camera | null>(null);
  const [state, setState] = useState<State>('off');
  const seen = useRef({ text: '', at: 0 });
  const latest = useRef(onCode);
  latest.current = onCode;

  const stop = useCallback(() => {
    camera.current?.stop();
    camera.current = null;
  }, []);
  useEffect(() => stop, [stop]);

  const start = async () => {
    if (!video.current) return;
    setState('starting');
    const { openCamera } = await import('./web-camera');
    const result = await openCamera(video.current, kind, (text) => {
      const again = text === seen.current.text && Date.now() - seen.current.at < AWAY_MS;
      seen.current = { text, at: Date.now() };
      if (!again) latest.current(text);
    });
    if (typeof result === 'string') return setState(result);
    camera.current = result;
    setState('on');
  };

  return (
    <Box className={`lk-scanner lk-scanner--${state}`}>
      <video ref={video} className="lk-scanner__video" muted playsInline aria-hidden="true" tabIndex={-1} />
      {state === 'on' ? <Box className="lk-scanner__line" hidden /> : null}
      {state === 'off' || state === 'starting' ? (
        <Button id={`camera-${kind}`} small icon="camera" busy={state === 'starting'} onTap={() => void start()}>
          {t('scan.openCamera')}
        </Button>
      ) : null}
      {state === 'refused' || state === 'unable' ? (
        <Box className="lk-scanner__sorry" role="status">
          <Icon name="camera" size={22} />
          <Box>{t(state === 'refused' ? 'scan.cameraRefused' : 'scan.cameraUnable')}</Box>
        </Box>
      ) : null}
    </Box>
  );
}
