import type { Answer } from '@latchkey/client';
import {
  call,
  DateTime,
  DetailDrawer,
  Facts,
  Loaded,
  MaskedText,
  Section,
  StateTag,
  useSession,
  useWord,
} from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { SignIns } from '../../sign-ins/SignIns.tsx';
import { useAppText } from '../../texts.ts';
import { useRoleName } from './roles.ts';
import { StaffActions } from './StaffActions.tsx';
import { StaffForm } from './StaffForm.tsx';
import { useScopeNames } from './scope.ts';

export type StaffDetail = Answer<'GET /staff/staff/:id'>;

export function StaffDrawer(props: { id: string | undefined; onClose: () => void }) {
  const text = useAppText();
  const { can } = useSession();
  const [editing, setEditing] = useState(false);
  const person = useQuery({
    queryKey: ['staff', 'one', props.id],
    queryFn: () => call('GET /staff/staff/:id', { params: { id: props.id ?? '' } }),
    enabled: props.id !== undefined,
  });
  return (
    <DetailDrawer
      open={props.id !== undefined}
      onClose={props.onClose}
      title={person.data?.name ?? text('staff.title')}
      extra={
        person.data && (
          <span className="console-row">
            <StaffActions person={person.data} />
            {can('staff:edit') && can('roles') && (
              <Button onClick={() => setEditing(true)}>{text('fields.edit')}</Button>
            )}
          </span>
        )
      }
      width={600}
    >
      <Loaded query={person}>
        {(data) => (
          <>
            <Body person={data} />
            <StaffForm open={editing} person={data} onClose={() => setEditing(false)} />
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}

function Body(props: { person: StaffDetail }) {
  const text = useAppText();
  const word = useWord();
  const roleName = useRoleName();
  const { person } = props;
  const names = useScopeNames(person.scope);
  return (
    <>
      {person.mustChangePassword && (
        <Alert type="warning" showIcon className="console-verdict" title={text('staff.mustChange')} />
      )}
      <Section plain title={person.name} extra={<StateTag kind="staff" value={person.state} />}>
        <Facts
          facts={[
            { label: text('staff.loginName'), value: <span className="lk-mono">{person.loginName}</span> },
            { label: text('fields.phone'), value: <MaskedText value={person.phone} /> },
            { label: text('staff.roles'), value: person.roles.map(roleName).join('、'), wide: true },
            {
              label: text('staff.scope'),
              value: [word('scope', person.scope.kind), names.join('、')].filter(Boolean).join('：'),
              wide: true,
            },
            { label: text('staff.totp'), value: text(person.totpEnabled ? 'staff.totpOn' : 'staff.totpOff') },
            { label: text('staff.lastSignInAt'), value: <DateTime at={person.lastSignInAt} style="second" /> },
            { label: text('fields.createdAt'), value: <DateTime at={person.createdAt} /> },
          ]}
        />
      </Section>
      <SignIns of="staff" id={person.id} />
    </>
  );
}
