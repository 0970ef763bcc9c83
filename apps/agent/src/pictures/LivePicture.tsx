import { call, toProblem, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { useAppText } from '../texts.ts';
import { useWatch } from './use-watch.ts';
import './pictures.css';

interface LivePictureProps {
  storeId: string;
  visitId?: string;
  /** What is shown while nobody looks. */
  children: ReactNode;
}

/** VID-1: the store’s cameras, live, one tap away; every look is written down (VID-6). */
export function LivePicture({ storeId, visitId, children }: LivePictureProps) {
  const { can } = useSession();
  const cameras = useQuery({
    queryKey: ['cameras', storeId],
    queryFn: () => call('GET /staff/cameras', { query: { storeId } }),
    enabled: can('video'),
  });
  const usable = (cameras.data?.items ?? []).filter((camera) => camera.stream !== null);
  if (!can('video:watch') || usable.length === 0) return children;
  return (
    <Player
      key={storeId}
      visitId={visitId ?? null}
      cameras={usable.map(({ id, name }) => ({ value: id, label: name }))}
      still={children}
    />
  );
}

interface PlayerProps {
  visitId: string | null;
  cameras: { value: string; label: string }[];
  still: ReactNode;
}

function Player({ visitId, cameras, still }: PlayerProps) {
  const text = useAppText();
  const [chosen, setChosen] = useState(cameras[0]?.value ?? null);
  const [heard, setHeard] = useState(false);
  const { video, state, error, watermark, start, stop } = useWatch({ cameraId: chosen, visitId });
  const off = state === 'off';
  return (
    <figure className="picture" data-state={state}>
      {off && still}
      <video ref={video} className="picture-video" hidden={off} autoPlay playsInline muted={!heard} />
      {state === 'live' && (
        <span className="picture-watermark lk-figures" aria-hidden="true">
          {watermark}
        </span>
      )}
      {off ? (
        <Button className="picture-start" id="picture-start" onClick={start}>
          {text('picture.watch')}
        </Button>
      ) : (
        <figcaption className="picture-bar">
          {cameras.length > 1 && (
            <Segmented size="small" options={cameras} value={chosen ?? ''} onChange={(value) => setChosen(value)} />
          )}
          <span className="picture-state" role="status">
            {(state === 'refused' && toProblem(error).message) || text(`picture.state.${state}`)}
          </span>
          {(state === 'lost' || state === 'refused' || state === 'no_picture') && (
            <Button size="small" onClick={start}>
              {text('picture.again')}
            </Button>
          )}
          <Button size="small" onClick={() => setHeard(!heard)} aria-pressed={heard}>
            {text(heard ? 'picture.mute' : 'picture.listen')}
          </Button>
          <Button size="small" id="picture-stop" onClick={stop}>
            {text('picture.stop')}
          </Button>
        </figcaption>
      )}
    </figure>
  );
}
