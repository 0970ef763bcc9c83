import type { CaseDecision } from '@latchkey/contract';
import { call, toProblem, useWord } from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Radio } from 'antd';
import type { VisitCase } from '../../live/use-open-cases.ts';
import { useAppText } from '../../texts.ts';

type Values = { decision: CaseDecision; note: string };

/** One of four findings, each with what follows from it, and the reason that is kept. */
export function DecideDialog(props: { case: VisitCase; open: boolean; visitOpen: boolean; onClose: () => void }) {
  const text = useAppText();
  const word = useWord();
  const [form] = Form.useForm<Values>();
  const queryClient = useQueryClient();
  const decide = useMutation({
    mutationFn: (body: Values) => call('POST /staff/cases/:id/decide', { params: { id: props.case.id }, body }),
    onSuccess: () => props.onClose(),
    onSettled: () => {
      for (const key of ['cases', 'alerts', 'visits', 'board', 'services']) {
        void queryClient.invalidateQueries({ queryKey: [key] });
      }
    },
  });
  const findings: CaseDecision[] = [
    'left',
    'left_unpaid',
    'device_fault',
    ...(props.visitOpen ? (['still_inside'] as const) : []),
  ];
  return (
    <Modal
      open={props.open}
      title={text('cases.question')}
      okText={text('cases.confirm')}
      okButtonProps={{ htmlType: 'submit' }}
      confirmLoading={decide.isPending}
      onCancel={props.onClose}
      onOk={form.submit}
      destroyOnHidden
      width={480}
    >
      {decide.error && (
        <Alert type="error" showIcon role="alert" className="lk-form-alert" title={toProblem(decide.error).message} />
      )}
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        requiredMark={false}
        onFinish={({ decision, note }) => decide.mutate({ decision, note: note.trim() })}
      >
        <Form.Item
          name="decision"
          label={text('cases.finding')}
          rules={[{ required: true, message: text('cases.findingRequired') }]}
        >
          <Radio.Group className="case-findings">
            {findings.map((finding) => (
              <Radio key={finding} value={finding} className="case-finding">
                <span className="case-finding-name">{word('caseDecision', finding)}</span>
                <span className="lk-soft">{text(`cases.then_${finding}`)}</span>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <Form.Item
          name="note"
          label={text('cases.reason')}
          rules={[{ required: true, whitespace: true, max: 500, message: text('cases.reasonRequired') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
