import type { Guide } from '@latchkey/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { call } from '../http/call.ts';
import { useUiText } from '../i18n/use-text.ts';
import { type Me, SESSION_KEY, useSession } from '../session/use-session.ts';
import { closeGuide, isGuideOpen, watchGuide } from './open-guide.ts';
import './guide.css';

export interface GuideStep {
  key: string;
  icon: ReactNode;
  title: string;
  text: ReactNode;
  /** Where it is done: the title leads there. */
  go?: () => void;
}

/**
 * UX-11: shows a member of staff around: by itself until it was closed once, on whichever device, and again whenever
 * `openGuide` is called.
 */
export function StaffGuide(props: { guide: Guide; title: string; lead: string; steps: readonly GuideStep[] }) {
  const text = useUiText();
  const { guidesSeen } = useSession();
  const queryClient = useQueryClient();
  const asked = useSyncExternalStore(watchGuide, isGuideOpen);
  const [closed, setClosed] = useState(false);
  const first = !closed && !guidesSeen.includes(props.guide);
  const close = () => {
    setClosed(true);
    closeGuide();
    if (guidesSeen.includes(props.guide)) return;
    // What could not be kept is shown again next time: that needs no words.
    call('PUT /staff/me/guides', { body: { guide: props.guide, seen: true } }).then(
      (answer) => queryClient.setQueryData<Me>(SESSION_KEY, (me) => me && { ...me, guidesSeen: answer.guidesSeen }),
      () => undefined,
    );
  };
  return (
    <Modal
      open={first || asked}
      title={props.title}
      onCancel={close}
      closable={{ 'aria-label': text('common.close') }}
      className="lk-guide"
      width={560}
      footer={
        <Button type="primary" size="large" block autoFocus className="lk-guide-done" onClick={close}>
          {text('guide.done')}
        </Button>
      }
    >
      <p className="lk-guide-lead">{props.lead}</p>
      <ol className="lk-guide-steps">
        {props.steps.map((step) => (
          <li key={step.key}>
            <span className="lk-guide-icon" aria-hidden="true">
              {step.icon}
            </span>
            <div>
              <h3>{step.go ? <StepLink step={step} onGo={close} /> : step.title}</h3>
              <p>{step.text}</p>
            </div>
          </li>
        ))}
      </ol>
      <p className="lk-faint lk-guide-again">{text('guide.again')}</p>
    </Modal>
  );
}

function StepLink(props: { step: GuideStep; onGo: () => void }) {
  const go = () => {
    props.onGo();
    props.step.go?.();
  };
  return (
    <Button type="link" className="lk-guide-link" onClick={go}>
      {props.step.title}
    </Button>
  );
}
