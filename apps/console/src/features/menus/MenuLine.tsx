import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { call, Money, priceText, StatusTag, toProblem, useSession } from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useAppText } from '../../texts.ts';
import type { MenuItem } from './api.ts';

/** One thing on the menu with its options, its state and its acts. */
export function MenuLine(props: { item: MenuItem; onEdit: () => void }) {
  const text = useAppText();
  const { can } = useSession();
  const { item } = props;
  const options = item.options.map(
    ({ name, choices }) =>
      `${name}: ${choices.map((one) => (one.surcharge > 0 ? `${one.name} +${priceText(one.surcharge)}` : one.name)).join(' / ')}`,
  );
  return (
    <li className="menu-line">
      <span className="menu-line-what">
        {item.image && <img className="console-thumb" src={item.image} alt="" loading="lazy" />}
        <span className="console-stack">
          <strong>{item.name}</strong>
          {item.description && <span className="lk-soft">{item.description}</span>}
          {options.length > 0 && <span className="lk-faint">{options.join(' · ')}</span>}
        </span>
      </span>
      <span className="menu-line-figures">
        <Money fen={item.price} />
        <StatusTag tone={item.available ? 'ok' : 'neutral'}>
          {item.available ? text('menus.available') : text('menus.soldOut')}
        </StatusTag>
        {item.left !== null && <span className="lk-faint lk-figures">{text('menus.left', { n: item.left })}</span>}
      </span>
      <span className="menu-line-acts">
        {can('menus:serve') && <Mark item={item} />}
        {can('menus:edit') && (
          <>
            <Button
              type="text"
              icon={<EditOutlined />}
              aria-label={text('menus.editOne', { name: item.name })}
              onClick={props.onEdit}
            />
            <Remove item={item} />
          </>
        )}
      </span>
    </li>
  );
}

function Mark(props: { item: MenuItem }) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { item } = props;
  const next = item.state === 'available' ? ('sold_out' as const) : ('available' as const);
  const mark = useMutation({
    mutationFn: () => call('POST /staff/menu-items/:id/state', { params: { id: item.id }, body: { state: next } }),
    onError: (cause) => message.error(toProblem(cause).message),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['menus'] }),
  });
  return (
    <Button size="small" loading={mark.isPending} onClick={() => mark.mutate()}>
      {text(next === 'sold_out' ? 'menus.markSoldOut' : 'menus.markAvailable')}
    </Button>
  );
}

function Remove(props: { item: MenuItem }) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { item } = props;
  const remove = useMutation({
    mutationFn: () => call('DELETE /staff/menu-items/:id', { params: { id: item.id } }),
    onSuccess: () => message.success(text('menus.removed')),
    onError: (cause) => message.error(toProblem(cause).message),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['menus'] }),
  });
  return (
    <Popconfirm title={text('menus.removeSure', { name: item.name })} onConfirm={() => remove.mutate()}>
      <Button type="text" danger icon={<DeleteOutlined />} aria-label={text('menus.remove')} />
    </Popconfirm>
  );
}
