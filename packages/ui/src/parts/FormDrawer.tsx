import { useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { Alert, App, Button, Form } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type Problem, toProblem } from '../http/problem.ts';
import { useUiText } from '../i18n/use-text.ts';
import { DetailDrawer } from '../table/DetailDrawer.tsx';
import { showFieldError } from './form.tsx';
import './parts.css';

type Props<Draft extends object, Saved> = {
  open: boolean;
  title: ReactNode;
  /** What the fields hold at first; read once, when the form opens. */
  initial?: Partial<Draft>;
  /** Also kept from the opening: what is saved belongs to the version that the person saw, not to a newer one. */
  save: (draft: Draft) => Promise<Saved>;
  /** First parts of the query keys that a save makes old. */
  stale: readonly string[];
  /** After closing; `null` in `done` leaves the closing word to the caller. */
  onSaved?: (saved: Saved) => void;
  onClose: () => void;
  submit?: string;
  done?: string | null;
  width?: number;
  children: ReactNode;
};

const NOTHING_TYPED = () => false;

/**
 * The one form of the product: fresh at each opening, its button at hand, what the server refuses under its field.
 * What was typed is not lost by a slip: leaving asks first, and so does somebody else's newer version.
 */
export function FormDrawer<Draft extends object, Saved = unknown>(props: Props<Draft, Saved>) {
  const text = useUiText();
  const { modal } = App.useApp();
  const form = useId();
  const [round, setRound] = useState(0);
  const [busy, setBusy] = useState(false);
  const typed = useRef(NOTHING_TYPED);
  const question = {
    title: text('common.unsavedLeave'),
    cancelText: text('form.stay'),
    okButtonProps: { danger: true },
    autoFocusButton: 'cancel' as const,
  };
  const mayLeave = async () => {
    const leave = !typed.current() || (await modal.confirm({ ...question, okText: text('form.discard') }));
    if (leave) typed.current = NOTHING_TYPED;
    return leave;
  };
  useBlocker({
    shouldBlockFn: async () => !(await mayLeave()),
    enableBeforeUnload: () => typed.current(),
    disabled: !props.open,
  });
  const close = () => {
    if (!busy) void mayLeave().then((leave) => leave && props.onClose());
  };
  return (
    <DetailDrawer
      modal
      open={props.open}
      onClose={close}
      title={props.title}
      width={props.width}
      footer={
        <div className="lk-form-footer">
          <Button onClick={close}>{text('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={form} loading={busy}>
            {props.submit ?? text('common.save')}
          </Button>
        </div>
      }
    >
      <Draft {...props} key={round} id={form} typed={typed} onBusy={setBusy} onAgain={() => setRound(round + 1)} />
    </DetailDrawer>
  );
}

function Draft<Draft extends object, Saved>(
  props: Props<Draft, Saved> & {
    id: string;
    typed: { current: () => boolean };
    onBusy: (busy: boolean) => void;
    onAgain: () => void;
  },
) {
  const text = useUiText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Draft>();
  const [opened] = useState({ initial: props.initial, save: props.save });
  const [problem, setProblem] = useState<Problem | null>(null);
  const { typed, stale } = props;
  useEffect(() => {
    // Compared, not listened to: a pin or a picture sets its fields without an event.
    const values = () => JSON.stringify(form.getFieldsValue(true));
    const first = values();
    typed.current = () => values() !== first;
    return () => {
      typed.current = NOTHING_TYPED;
    };
  }, [form, typed]);
  const refresh = () => Promise.all(stale.map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
  const submit = async (draft: Draft) => {
    setProblem(null);
    props.onBusy(true);
    try {
      const saved = await opened.save(draft);
      await refresh();
      typed.current = NOTHING_TYPED;
      if (props.done !== null) message.success(props.done ?? text('form.saved'));
      props.onClose();
      props.onSaved?.(saved);
    } catch (cause) {
      if (!showFieldError(form, cause)) setProblem(toProblem(cause));
      if (toProblem(cause).code === 'conflict') await refresh();
    } finally {
      props.onBusy(false);
    }
  };
  return (
    <>
      {problem && <Refused problem={problem} onAgain={props.onAgain} />}
      <Form<Draft>
        name={props.id}
        form={form}
        layout="vertical"
        requiredMark="optional"
        scrollToFirstError={{ behavior: 'smooth', block: 'center', focus: true }}
        initialValues={opened.initial}
        onFinish={(draft) => void submit(draft)}
      >
        {props.children}
      </Form>
    </>
  );
}

/** Why nothing was saved; a conflict offers the newer version, because the one on screen can no longer be saved. */
function Refused(props: { problem: Problem; onAgain: () => void }) {
  const text = useUiText();
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    alert.current?.scrollIntoView({ block: 'center' });
  }, []);
  const newer = props.problem.code === 'conflict' && <Button onClick={props.onAgain}>{text('form.loadNewer')}</Button>;
  return (
    <div ref={alert}>
      <Alert
        type="error"
        showIcon
        role="alert"
        className="lk-form-alert"
        title={newer ? text('form.conflict') : props.problem.message}
        action={newer}
      />
    </div>
  );
}
