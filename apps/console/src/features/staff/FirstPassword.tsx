import { Modal } from 'antd';
import { useAppText } from '../../texts.ts';

/** A first password, the one time that it can be read. */
export function FirstPassword(props: { loginName: string; password: string | null; onClose: () => void }) {
  const text = useAppText();
  return (
    <Modal
      open={props.password !== null}
      title={text('staff.passwordOf', { name: props.loginName })}
      onCancel={props.onClose}
      onOk={props.onClose}
      okText={text('fields.keptSafe')}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
      width={440}
    >
      <p className="lk-soft">{text('staff.passwordOnce')}</p>
      <p className="console-secret">{props.password}</p>
    </Modal>
  );
}
