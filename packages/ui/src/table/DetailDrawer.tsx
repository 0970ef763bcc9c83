import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useBreakpoint } from '../shell/use-breakpoint.ts';
import './table.css';

/**
 * A record beside its list. Open state lives in the address, so the record has a link and the list keeps its place;
 * on wide screens the list stays readable and another row can be picked. `modal` is for forms.
 */
export function DetailDrawer(props: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  extra?: ReactNode;
  footer?: ReactNode;
  width?: number;
  modal?: boolean;
  children: ReactNode;
}) {
  const breakpoint = useBreakpoint();
  const phone = breakpoint === 'phone';
  return (
    <Drawer
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      extra={props.extra}
      footer={props.footer}
      size={phone ? '100%' : `min(${props.width ?? 680}px, 92vw)`}
      mask={props.modal || breakpoint !== 'wide'}
      destroyOnHidden
      className="lk-drawer"
      styles={{ body: { padding: phone ? 16 : 20 } }}
    >
      {props.children}
    </Drawer>
  );
}
