import { useCallback, useEffect, useRef, useState } from 'react';
import { type Watch, watch } from './watch.ts';

export type WatchState = 'off' | 'connecting' | 'live' | 'no_picture' | 'lost' | 'refused';

/** Milliseconds without a new picture after which it counts as standing still. */
const STILL_MS = 4_000;

interface Wish {
  cameraId: string | null;
  visitId: string | null;
}

/** Watches one camera into a video element, from `start` to `stop`, the next camera, or the end of the screen. */
export function useWatch({ cameraId, visitId }: Wish) {
  const video = useRef<HTMLVideoElement>(null);
  const [wanted, setWanted] = useState(false);
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<WatchState>('off');
  const [error, setError] = useState<unknown>(null);
  const [watermark, setWatermark] = useState('');
  const stop = useCallback(() => setWanted(false), []);
  const start = useCallback(() => {
    setWanted(true);
    setTries((count) => count + 1);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try watches anew.
  useEffect(() => {
    if (!wanted || cameraId === null) {
      setState('off');
      return;
    }
    let over = false;
    let open: Watch | null = null;
    setState('connecting');
    setError(null);
    watch({ cameraId, purpose: 'attend', visitId, onLost: () => setState('lost') }).then(
      (begun) => {
        if (over) return begun.stop();
        open = begun;
        setWatermark(begun.watermark);
        if (video.current) video.current.srcObject = begun.stream;
      },
      (problem: unknown) => {
        if (over) return;
        setError(problem);
        setState('refused');
      },
    );
    const unwatch = noteFrames(video.current, (moving) =>
      setState((now) => (now === 'lost' || now === 'refused' ? now : moving ? 'live' : 'no_picture')),
    );
    return () => {
      over = true;
      unwatch();
      open?.stop();
    };
  }, [wanted, cameraId, visitId, tries]);

  return { video, state, error, watermark, start, stop };
}

/** Tells when pictures come, and when none has come for a while: a live picture must not stand still unnoticed. */
function noteFrames(video: HTMLVideoElement | null, tell: (moving: boolean) => void): () => void {
  if (!video) return () => {};
  let last = performance.now();
  let frames = 0;
  const timer = setInterval(() => {
    const shown = video.getVideoPlaybackQuality().totalVideoFrames;
    if (shown !== frames) {
      frames = shown;
      last = performance.now();
      tell(true);
    } else if (performance.now() - last > STILL_MS) tell(false);
  }, 250);
  return () => clearInterval(timer);
}
