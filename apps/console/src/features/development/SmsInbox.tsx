import { call, DateTime, EmptyState, Loaded, PageHead } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';

/** What the development SMS vendor would have sent. Its route exists in demo mode only. */
export function SmsInbox() {
  const text = useAppText();
  const [phone, setPhone] = useState('');
  const inbox = useQuery({
    queryKey: ['sms', phone],
    queryFn: () => call('GET /development/sms', { query: { limit: 50, ...(phone ? { phone } : {}) } }),
    refetchInterval: 3000,
  });
  return (
    <>
      <PageHead title={text('sms.title')} hint={text('sms.hint')} />
      <p>
        <Input.Search
          aria-label={text('fields.phone')}
          placeholder={text('fields.phone')}
          allowClear
          style={{ maxWidth: 280 }}
          onSearch={(value) => setPhone(value.trim())}
        />
      </p>
      <div className="lk-card" style={{ padding: 16 }}>
        <Loaded query={inbox}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={text('sms.empty')} hint={text('sms.emptyHint')} />
            ) : (
              <ul className="console-needs">
                {items.map((sms) => (
                  <li key={sms.id} className="console-need">
                    <span className="console-stack" style={{ flex: 1 }}>
                      <span>{sms.text}</span>
                      <span className="lk-faint lk-figures">
                        {sms.phone} · <DateTime at={sms.at} style="second" />
                      </span>
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </>
  );
}
