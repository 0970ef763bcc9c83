import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { EmptyState, Section, toProblem, useSession } from '@latchkey/ui';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { useAppText } from '../../texts.ts';

export interface PartLine {
  id: string;
  title: string;
  figure: string;
  note: string;
  colour: number | null;
}

/** Rules, terms or promotions as lines, with their acts while a draft is shown. */
export function PartList(props: {
  title: string;
  hint?: string;
  empty: string;
  add: string;
  lines: readonly PartLine[];
  editable: boolean;
  onAdd: () => void;
  onEdit: (id: string) => void;
  onRemove: (id: string) => Promise<unknown>;
  children: ReactNode;
}) {
  const text = useAppText();
  const { can } = useSession();
  const { message } = App.useApp();
  const editable = props.editable && can('tariffs:edit');
  const remove = (id: string) => void props.onRemove(id).catch((cause) => void message.error(toProblem(cause).message));
  return (
    <Section
      title={props.title}
      extra={
        editable && (
          <Button icon={<PlusOutlined />} onClick={props.onAdd}>
            {props.add}
          </Button>
        )
      }
    >
      {props.hint && <p className="lk-soft">{props.hint}</p>}
      {props.lines.length === 0 && <EmptyState compact title={props.empty} />}
      {props.lines.map((line) => (
        <div key={line.id} className="tariff-line">
          <span
            className={`tariff-dot ${line.colour === null ? 'tariff-plain' : `tariff-colour-${line.colour}`}`}
            aria-hidden="true"
          />
          <div>
            <strong>{line.title}</strong> <span className="lk-figures">{line.figure}</span>
            <p className="lk-faint">{line.note}</p>
          </div>
          {editable && (
            <span className="tariff-acts">
              <Button
                type="text"
                icon={<EditOutlined />}
                aria-label={`${text('fields.edit')} ${line.title}`}
                onClick={() => props.onEdit(line.id)}
              />
              <Button
                type="text"
                danger
                icon={<DeleteOutlined />}
                aria-label={`${text('tariffs.rules.remove')} ${line.title}`}
                onClick={() => remove(line.id)}
              />
            </span>
          )}
        </div>
      ))}
      {props.children}
    </Section>
  );
}
