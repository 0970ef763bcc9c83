import { ArrowLeftOutlined, ArrowRightOutlined, DeleteOutlined, UploadOutlined } from '@ant-design/icons';
import { call, toProblem } from '@latchkey/ui';
import { Alert, Button } from 'antd';
import { type ChangeEvent, useRef, useState } from 'react';
import { useAppText } from '../texts.ts';
import { base64Of, MOST_BYTES, prepared, shifted } from './shrink.ts';
import './picture-field.css';

/** A form's pictures by address: added from files, put in order by buttons, the first one leads. */
export function PictureField(props: {
  purpose: 'product' | 'store';
  most: number;
  id?: string;
  value?: string[];
  onChange?: (addresses: string[]) => void;
}) {
  const text = useAppText();
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [failures, setFailures] = useState<string[]>([]);
  const { value = [], most } = props;
  const change = (addresses: string[]) => props.onChange?.(addresses);

  /** The address of a file that was taken, or what is wrong with it. */
  async function send(file: File): Promise<{ address: string } | { failure: string }> {
    const picture = await prepared(file);
    if (!picture) return { failure: text('pictures.foreign', { name: file.name }) };
    if (picture.size > MOST_BYTES) return { failure: text('pictures.tooLarge', { name: file.name }) };
    try {
      const content = await base64Of(picture);
      return await call('POST /staff/pictures', { body: { purpose: props.purpose, content } });
    } catch (cause) {
      return { failure: text('pictures.refused', { name: file.name, why: toProblem(cause).message }) };
    }
  }
  async function add(event: ChangeEvent<HTMLInputElement>) {
    const files = [...(event.target.files ?? [])];
    event.target.value = '';
    setBusy(true);
    const wrong: string[] = [];
    let addresses = value;
    for (const file of files) {
      if (addresses.length >= most) {
        wrong.push(text('pictures.full', { n: most }));
        break;
      }
      const sent = await send(file);
      if ('failure' in sent) wrong.push(sent.failure);
      else if (!addresses.includes(sent.address)) addresses = [...addresses, sent.address];
    }
    setFailures(wrong);
    setBusy(false);
    change(addresses);
  }
  return (
    <div className="picture-field">
      {value.length > 0 && (
        <ol className="picture-list">
          {value.map((address, index) => (
            <li key={address}>
              <img src={address} alt={text('pictures.nth', { n: index + 1 })} />
              <span className="picture-acts">
                <Button
                  type="text"
                  icon={<ArrowLeftOutlined />}
                  aria-label={text('pictures.earlier', { n: index + 1 })}
                  disabled={busy || index === 0}
                  onClick={() => change(shifted(value, index, -1))}
                />
                <Button
                  type="text"
                  icon={<ArrowRightOutlined />}
                  aria-label={text('pictures.later', { n: index + 1 })}
                  disabled={busy || index === value.length - 1}
                  onClick={() => change(shifted(value, index, 1))}
                />
                <Button
                  type="text"
                  danger
                  icon={<DeleteOutlined />}
                  aria-label={text('pictures.remove', { n: index + 1 })}
                  disabled={busy}
                  onClick={() => change(value.filter((other) => other !== address))}
                />
              </span>
            </li>
          ))}
        </ol>
      )}
      <input
        ref={chooser}
        type="file"
        style={{ display: 'none' }}
        multiple
        accept="image/png,image/jpeg,image/webp"
        aria-label={text('pictures.add')}
        onChange={add}
      />
      <Button
        id={props.id}
        icon={<UploadOutlined />}
        loading={busy}
        disabled={value.length >= most}
        onClick={() => chooser.current?.click()}
      >
        {text('pictures.add')}
      </Button>
      <p className="lk-faint">{text('pictures.hint', { n: most })}</p>
      {failures.length > 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={failures.map((failure) => <div key={failure}>{failure}</div>)}
        />
      )}
    </div>
  );
}
