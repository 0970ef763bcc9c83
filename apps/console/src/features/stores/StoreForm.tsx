import type { Body } from '@latchkey/client';
import { call, DetailDrawer, showFieldError, toProblem } from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import type { StoreDetail } from './api.ts';
import { StoreFields } from './StoreFields.tsx';
import { draftOf, type StoreDraft, storeInput } from './store-draft.ts';

type Input = Body<'POST /staff/stores'>;

/** Creates a store, or changes one: a change over someone else's newer one is refused and said. */
export function StoreForm(props: {
  open: boolean;
  store: StoreDetail | null;
  onClose: () => void;
  onSaved: (store: StoreDetail) => void;
}) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<StoreDraft>();
  const [failure, setFailure] = useState<string | null>(null);
  const { store } = props;
  const save = useMutation({
    mutationFn: (body: Input) =>
      store
        ? call('PUT /staff/stores/:id', { params: { id: store.id }, body: { ...body, version: store.version } })
        : call('POST /staff/stores', { body }),
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: ['stores'] });
      message.success(text('fields.saved'));
      props.onClose();
      props.onSaved(saved);
    },
    onError: (cause) => {
      if (!showFieldError(form, cause)) setFailure(toProblem(cause).message);
    },
  });
  const submit = (draft: StoreDraft) => {
    setFailure(null);
    save.mutate(storeInput(draft, store));
  };
  return (
    <DetailDrawer
      modal
      open={props.open}
      onClose={props.onClose}
      title={store ? text('stores.editOne', { name: store.name }) : text('stores.add')}
      footer={
        <div className="console-row" style={{ justifyContent: 'end' }}>
          <Button onClick={props.onClose}>{text('fields.cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={form.submit}>
            {text('fields.save')}
          </Button>
        </div>
      }
    >
      {failure && <Alert type="error" showIcon role="alert" title={failure} className="console-verdict" />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        initialValues={draftOf(store)}
        onFinish={submit}
      >
        <StoreFields />
      </Form>
    </DetailDrawer>
  );
}
