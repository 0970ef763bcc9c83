import { BellOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useUiText } from '../i18n/use-text.ts';
import { DetailDrawer } from '../table/DetailDrawer.tsx';
import { Inbox, type MessageTarget } from './Inbox.tsx';
import { useUnread } from './use-inbox.ts';
import './inbox.css';

/** The bell of a top bar with the number of unread messages; opens the inbox beside the page. */
export function InboxBell(props: { target: MessageTarget }) {
  const text = useUiText();
  const [open, setOpen] = useState(false);
  const unread = useUnread();
  const close = () => setOpen(false);
  return (
    <>
      <Button
        type="text"
        className="lk-bell"
        aria-haspopup="dialog"
        aria-label={unread > 0 ? text('inbox.bell', { n: unread }) : text('inbox.title')}
        title={text('inbox.title')}
        onClick={() => setOpen(!open)}
        icon={<BellOutlined />}
      >
        {unread > 0 && (
          <span className="lk-badge" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </Button>
      <DetailDrawer open={open} onClose={close} title={text('inbox.title')} width={440}>
        <Inbox target={props.target} onLeave={close} />
      </DetailDrawer>
    </>
  );
}
