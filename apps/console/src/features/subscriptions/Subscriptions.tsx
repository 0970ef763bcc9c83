import type { Answer } from '@latchkey/client';
import type { SubscriptionPurpose } from '@latchkey/contract';
import { call, Facts, Loaded, PageHead, Section, StatusTag, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { SubscriptionForm } from './SubscriptionForm.tsx';

export type Template = Answer<'GET /staff/subscription-templates'>['items'][number];
const PURPOSES: readonly SubscriptionPurpose[] = ['order', 'refund', 'visit', 'balance'];

/** MSG-1, MSG-5: with which WeChat template each kind of notice is sent, and what its fields are filled with. */
export function Subscriptions() {
  const text = useAppText();
  const [editing, setEditing] = useState<SubscriptionPurpose | null>(null);
  const templates = useQuery({
    queryKey: ['subscriptions'],
    queryFn: () => call('GET /staff/subscription-templates'),
  });
  const items = templates.data?.items ?? [];
  return (
    <div style={{ maxWidth: 880 }}>
      <PageHead title={text('subscriptions.title')} hint={text('subscriptions.hint')} />
      <Loaded query={templates}>
        {() =>
          PURPOSES.map((purpose) => (
            <Purpose
              key={purpose}
              purpose={purpose}
              template={items.find((item) => item.purpose === purpose)}
              onEdit={() => setEditing(purpose)}
            />
          ))
        }
      </Loaded>
      <SubscriptionForm
        purpose={editing}
        template={items.find((item) => item.purpose === editing)}
        onClose={() => setEditing(null)}
      />
    </div>
  );
}

function Purpose(props: { purpose: SubscriptionPurpose; template: Template | undefined; onEdit: () => void }) {
  const text = useAppText();
  const { can } = useSession();
  const { purpose, template } = props;
  const state = template ? (template.enabled ? 'on' : 'paused') : 'missing';
  const name = text(`subscriptions.purposes.${purpose}.title`);
  return (
    <Section
      title={name}
      extra={
        <span className="console-row">
          <StatusTag tone={state === 'on' ? 'ok' : 'neutral'}>{text(`subscriptions.states.${state}`)}</StatusTag>
          {can('settings:edit') && (
            <Button onClick={props.onEdit} aria-label={`${text('fields.edit')} ${name}`}>
              {text('fields.edit')}
            </Button>
          )}
        </span>
      }
    >
      <p className="lk-soft">{text(`subscriptions.purposes.${purpose}.text`)}</p>
      {template && (
        <Facts
          facts={[
            { label: text('subscriptions.templateId'), value: <span className="lk-mono">{template.templateId}</span> },
            ...Object.entries(template.fields).map(([slot, field]) => ({
              label: text(`subscriptions.slots.${slot as keyof Template['fields']}`),
              value: <span className="lk-mono">{`{{${field}.DATA}}`}</span>,
            })),
          ]}
        />
      )}
    </Section>
  );
}
