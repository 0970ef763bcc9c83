import { Part, Tap, Txt } from './primitives';

/** `shut`: the store itself lets nobody in now (closed, full, locked); `offline`: the door cannot be reached. */
export type DoorFace = 'idle' | 'asking' | 'sent' | 'opened' | 'refused' | 'shut' | 'offline';

export interface DoorButtonProps {
  id: string;
  face: DoorFace;
  word: string;
  sub?: string;
  onTap: () => void;
}

export function DoorButton({ id, face, word, sub, onTap }: DoorButtonProps) {
  const waiting = face === 'asking' || face === 'sent';
  return (
    <Tap
      id={id}
      className={`lk-door lk-door--${face}`}
      busy={waiting}
      label={sub ? `${word}，${sub}` : word}
      onTap={onTap}
    >
      <Part className="lk-door__halo" hidden />
      <Part className="lk-door__sweep" hidden />
      <Part className="lk-door__frame" hidden>
        <Part className="lk-door__leaf">
          <Part className="lk-door__knob" />
        </Part>
      </Part>
      <Txt className="lk-door__word">{word}</Txt>
      {sub ? <Txt className="lk-door__sub">{sub}</Txt> : null}
    </Tap>
  );
}
