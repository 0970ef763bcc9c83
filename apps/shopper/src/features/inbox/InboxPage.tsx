import { useState } from 'react';
import { api, type Message } from '../../api';
import { phoneTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Box, Part } from '../../kit/primitives';
import { EmptyState } from '../../kit/states';
import { toast } from '../../kit/Toast';
import { Trouble } from '../../kit/Trouble';
import { ListBody } from '../../shell/ListBody';
import { Page } from '../../shell/Page';
import { useAct } from '../../state/fault';
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
  const { busy, error, run } = useAct();
  const unread = list.first?.unread ?? 0;
  const readAll = () =>
    run(async () => {
      await api('POST /me/messages/read');
      setRead(new Set(list.items?.map(({ id }) => id)));
      await list.refresh();
      toast(t('inbox.allRead'), 'check');
    });
  const openMessage = (message: Message) => {
    if (message.readAt === null && !read.has(message.id)) {
      setRead(new Set([...read, message.id]));
      api('POST /me/messages/:id/read', { params: { id: message.id } }).then(list.refresh, () =>
        setRead(new Set([...read].filter((id) => id !== message.id))),
      );
    }
    if (message.link?.kind === 'order') open('order', { id: message.link.id });
    else if (message.link?.kind === 'coupon') open('coupons');
    else if (message.link?.kind === 'booking') open('booking', { id: message.link.id });
    else if (message.link?.kind === 'waiting') open('waiting');
    else if (message.link?.kind === 'visit') open('visits', { id: message.link.id });
    else if (message.link?.kind === 'top_up' || message.link?.kind === 'balance') open('wallet');
  };
  return (
    <Page
      title={t('inbox.title')}
      dataAt={list.at}
      tool={
        <Box className="lk-row">
          {unread > 0 ? (
            <Button id="read-all" tone="text" busy={busy} onTap={() => void readAll()}>
              {t('inbox.readAll')}
            </Button>
          ) : null}
          <Button id="inbox-settings" tone="text" onTap={() => open('message-settings')}>
            {t('inbox.settings')}
          </Button>
        </Box>
      }
    >
      <Trouble error={error} />
      <ListBody
        list={list}
        empty={<EmptyState icon="bell" title={t('inbox.emptyTitle')} text={t('inbox.emptyText')} />}
      >
        {(items) => (
          <Box className="lk-stack">
            {items.map((message) => {
              const fresh = message.readAt === null && !read.has(message.id);
              return (
                <Card key={message.id} id={`message-${message.id}`} onTap={() => openMessage(message)}>
                  <Box className="lk-row">
                    {fresh ? <Part className="lk-unread" hidden /> : null}
                    <Box className="lk-strong lk-grow">{message.title}</Box>
                    <Box className="lk-tiny lk-soft lk-num">{phoneTime(message.createdAt)}</Box>
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
