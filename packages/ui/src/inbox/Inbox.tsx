import { RightOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useUiText } from '../i18n/use-text.ts';
import { TimeAgo } from '../parts/DateTime.tsx';
import { StatusTag } from '../parts/StatusTag.tsx';
import { EmptyState, Loaded } from '../parts/states.tsx';
import { useWord } from '../words/use-word.ts';
import { type InboxMessage, useInbox, useMarkRead } from './use-inbox.ts';
import './inbox.css';

/** Where the app shows the thing that a message is about; null where it has no such page for this person. */
export type MessageTarget = (message: InboxMessage) => { to: string; search: Record<string, string> } | null;

/** The messages of the signed-in person; pressing one marks it as read and goes where it leads. */
export function Inbox(props: { target: MessageTarget; onLeave?: () => void }) {
  const text = useUiText();
  const inbox = useInbox();
  const markRead = useMarkRead();
  return (
    <Loaded query={inbox}>
      {({ pages }) => {
        const messages = pages.flatMap((page) => page.items);
        if (messages.length === 0) return <EmptyState title={text('inbox.empty')} hint={text('inbox.emptyHint')} />;
        return (
          <>
            <ul className="lk-inbox lk-card">
              {messages.map((message) => (
                <li key={message.id}>
                  <Row message={message} target={props.target} onRead={markRead} onLeave={props.onLeave} />
                </li>
              ))}
            </ul>
            {inbox.hasNextPage && (
              <Button
                block
                size="large"
                className="lk-inbox-more"
                loading={inbox.isFetchingNextPage}
                onClick={() => void inbox.fetchNextPage()}
              >
                {text('inbox.older')}
              </Button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Row(props: {
  message: InboxMessage;
  target: MessageTarget;
  onRead: (id: string) => void;
  onLeave?: () => void;
}) {
  const text = useUiText();
  const { message } = props;
  const target = props.target(message);
  const read = () => {
    if (!message.readAt) props.onRead(message.id);
  };
  if (target) {
    const leave = () => {
      read();
      props.onLeave?.();
    };
    return (
      <Link to={target.to} search={target.search as never} className="lk-inbox-row" onClick={leave}>
        <Content message={message} end={<RightOutlined aria-hidden="true" />} />
      </Link>
    );
  }
  if (message.readAt) {
    return (
      <div className="lk-inbox-row">
        <Content message={message} />
      </div>
    );
  }
  return (
    <button type="button" className="lk-inbox-row" title={text('inbox.markRead')} onClick={read}>
      <Content message={message} />
    </button>
  );
}

function Content(props: { message: InboxMessage; end?: ReactNode }) {
  const text = useUiText();
  const word = useWord();
  const { message } = props;
  const unread = message.readAt === null;
  return (
    <>
      <span className="lk-inbox-body">
        <span className="lk-inbox-line">
          <StatusTag tone={unread ? 'live' : 'neutral'}>
            {word('message', message.kind)}
            {unread && <span className="lk-visually-hidden">{text('inbox.unread')}</span>}
          </StatusTag>
          <span className="lk-faint">
            <TimeAgo at={message.createdAt} />
          </span>
        </span>
        <span className={unread ? 'lk-inbox-title lk-inbox-unread' : 'lk-inbox-title'}>{message.title}</span>
        <span className="lk-soft">{message.text}</span>
      </span>
      {props.end && <span className="lk-inbox-end">{props.end}</span>}
    </>
  );
}
