import { Modal } from 'antd';
import { useAppText } from '../../texts.ts';

/** A device's secret, the one time that it can be read. */
export function SecretDialog(props: { secret: string | null; code: string; onClose: () => void }) {
  const text = useAppText();
  return (
    <Modal
      open={props.secret !== null}
      title={text('devices.secretOf', { code: props.code })}
      onCancel={props.onClose}
      onOk={props.onClose}
      cancelButtonProps={{ style: { display: 'none' } }}
      okText={text('fields.keptSafe')}
      mask={{ closable: false }}
      width={480}
    >
      <p className="lk-soft">{text('devices.secretOnce')}</p>
      <p className="console-secret">{props.secret}</p>
    </Modal>
  );
}
