import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined } from '@ant-design/icons';
import type { ServiceKind } from '@latchkey/contract';
import { useWord } from '@latchkey/ui';
import type { ReactNode } from 'react';
import { useAppText } from '../texts.ts';
import { type ActState, mayStart } from './act-state.ts';
import type { Act } from './use-act.ts';
import './acts.css';

/** A large act within thumb reach; its second line is the device's own answer. */
export function ActionButton(props: {
  kind: ServiceKind;
  act: Act;
  icon: ReactNode;
  primary?: boolean;
  danger?: boolean;
  /** Over both columns. */
  wide?: boolean;
  disabled?: boolean;
  onPress: () => void;
}) {
  const word = useWord();
  const answer = useAnswer(props.act.state, props.kind.endsWith('_door') || props.kind === 'grant_exit');
  const { phase } = props.act.state;
  const classes = [
    'act',
    `act-${phase}`,
    props.primary ? 'act-primary' : '',
    props.danger ? 'act-danger' : '',
    props.wide ? 'act-wide' : '',
  ];
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(' ')}
      disabled={props.disabled}
      aria-disabled={!mayStart(props.act.state)}
      data-act={props.kind}
      data-phase={phase}
      onClick={() => mayStart(props.act.state) && props.onPress()}
    >
      <span className="act-icon" aria-hidden="true">
        {ICONS[phase] ?? props.icon}
      </span>
      <span className="act-words">
        <span className="act-name">{word('service', props.kind)}</span>
        <span className="act-answer" role="status">
          {answer}
        </span>
      </span>
    </button>
  );
}

const ICONS: { readonly [P in ActState['phase']]?: ReactNode } = {
  sending: <LoadingOutlined />,
  waiting: <LoadingOutlined />,
  succeeded: <CheckCircleFilled />,
  failed: <CloseCircleFilled />,
};

function useAnswer(state: ActState, atDoor: boolean): string {
  const text = useAppText();
  const word = useWord();
  switch (state.phase) {
    case 'idle':
      return '';
    case 'sending':
      return text('acts.sending');
    case 'waiting':
      return text(!atDoor ? 'acts.waitingDevice' : state.sent ? 'acts.sentToDoor' : 'acts.waiting');
    case 'succeeded': {
      if (state.door === 'opened') return text('acts.doorOpened');
      const n = state.seconds?.toFixed(1) ?? '';
      if (state.door === 'released') return text('acts.released', { n });
      return state.seconds === null ? text('acts.done') : text('acts.doneIn', { n });
    }
    case 'failed': {
      const why = state.reason ?? (state.code ? word('code', state.code) : text('acts.failed'));
      return state.late ? `${why} · ${text(state.late === 'opened' ? 'acts.lateOpened' : 'acts.lateAnswer')}` : why;
    }
  }
}
