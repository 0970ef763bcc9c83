import { useState } from 'react';
import { api, type Message } from '../../api';
import { dateTime, STORE_OFFSET } from '../../format/time';
import { useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { Box, Part } from '../../kit/primitives';
import { EmptyState } from '../../kit/states';
import { ListBody } from '../../shell/ListBody';
import { Page } from '../../shell/Page';
import { useList } from '../../state/list';
import { open } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useSession } from '../../state/session';

export function InboxPage() {
  const t = useT();
  const { status } = useSession();
  const signedIn = status === 'customer';
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const list = useList(signedIn ? 'inbox' : null, (cursor) =>
    api('GET /me/messages', { query: { limit: 20, cursor } }),
  );
  useLive(['message.created'], () => void list.refresh(), 20_000, signedIn);
  const openMessage = (message: Message) => {
    if (message.readAt === null && !read.has(message.id)) {
      setRead(new Set([...read, message.id]));
      api('POST /me/messages/:id/read', { params: { id: message.id } }).catch(() =>
        setRead(new Set([...read].filter((id) => id !== message.id))),
      );
    }
    if (message.link?.kind === 'order') open('order', { id: message.link.id });
    else if (message.link?.kind === 'coupon') open('coupons');
    else if (message.link?.kind === 'visit') open('visit');
  };
  return (
    <Page title={t('inbox.title')} dataAt={list.at}>
      <ListBody
        list={list}
        empty={<EmptyState icon="bell" title={t('inbox.emptyTitle')} text={t('inbox.emptyText')} />}
      >
        {(items) => (
          <Box className="lk-stack">
            {items.map((message) => {
              const unread = message.readAt === null && !read.has(message.id);
              return (
                <Card key={message.id} id={`message-${message.id}`} onTap={() => openMessage(message)}>
                  <Box className="lk-row">
                    {unread ? <Part className="lk-unread" hidden /> : null}
                    <Box className="lk-strong lk-grow">{message.title}</Box>
                    <Box className="lk-tiny lk-soft lk-num">{dateTime(message.createdAt, STORE_OFFSET)}</Box>
                  </Box>
                  <Box className="lk-small lk-soft">{message.text}</Box>
                </Card>
              );
            })}
          </Box>
        )}
      </ListBody>
    </Page>
  );
}
