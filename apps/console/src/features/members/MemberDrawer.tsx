import type { Answer } from '@latchkey/client';
import type { MemberState } from '@latchkey/contract';
import {
  call,
  DateTime,
  DetailDrawer,
  Facts,
  Loaded,
  MaskedText,
  Money,
  ReasonDialog,
  Section,
  StateTag,
  useSession,
  useWord,
} from '@latchkey/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useZoneOf } from '../../choices/stores.ts';
import { SignIns } from '../../sign-ins/SignIns.tsx';
import { useAppText } from '../../texts.ts';
import { MemberBalance } from './MemberBalance.tsx';
import { MemberCoupons, MemberStates } from './MemberHistory.tsx';

type Member = Answer<'GET /staff/members/:id'>;
const STATES: readonly MemberState[] = ['normal', 'abnormal', 'frozen'];

export function MemberDrawer(props: { id: string | undefined; onClose: () => void }) {
  const text = useAppText();
  const member = useQuery({
    queryKey: ['members', 'one', props.id],
    queryFn: () => call('GET /staff/members/:id', { params: { id: props.id ?? '' } }),
    enabled: props.id !== undefined,
  });
  return (
    <DetailDrawer
      open={props.id !== undefined}
      onClose={props.onClose}
      title={member.data ? text('members.one', { card: member.data.cardNumber }) : text('members.title')}
      extra={member.data && <StateAction member={member.data} />}
    >
      <Loaded query={member}>{(data) => <Body member={data} />}</Loaded>
    </DetailDrawer>
  );
}

function Body(props: { member: Member }) {
  const text = useAppText();
  const word = useWord();
  const { can } = useSession();
  const { member } = props;
  const zone = useZoneOf()(member.usualStore?.id);
  return (
    <>
      <Section
        plain
        title={member.name ?? member.phone ?? member.cardNumber}
        extra={<StateTag kind="member" value={member.state} />}
      >
        <Facts
          facts={[
            member.stateReason && { label: text('members.stateReason'), value: member.stateReason, wide: true },
            { label: text('members.card'), value: <span className="lk-mono">{member.cardNumber}</span> },
            { label: text('fields.phone'), value: <MaskedText value={member.phone} /> },
            { label: text('members.level'), value: word('level', member.level) },
            { label: text('members.points'), value: <span className="lk-figures">{member.points}</span> },
            { label: text('members.spent'), value: <Money fen={member.totalSpent} /> },
            { label: text('members.purchases'), value: <span className="lk-figures">{member.purchases}</span> },
            { label: text('members.visits'), value: <span className="lk-figures">{member.visits}</span> },
            { label: text('members.usualStore'), value: member.usualStore?.name ?? '—' },
            { label: text('members.lastVisitAt'), value: <DateTime at={member.lastVisitAt} zone={zone} /> },
            { label: text('members.registeredAt'), value: <DateTime at={member.registeredAt} zone={zone} /> },
          ]}
        />
      </Section>
      <MemberBalance memberId={member.id} />
      <MemberCoupons memberId={member.id} />
      <MemberStates memberId={member.id} />
      <SignIns of="member" id={member.id} />
      <Section plain title={text('members.more')}>
        <span className="console-row">
          {can('orders') && (
            <Link to="/orders" search={{ memberId: member.id } as never}>
              {text('members.theirOrders')}
            </Link>
          )}
          {can('visits') && (
            <Link to="/visits" search={{ memberId: member.id } as never}>
              {text('members.theirVisits')}
            </Link>
          )}
        </span>
      </Section>
    </>
  );
}

function StateAction(props: { member: Member }) {
  const text = useAppText();
  const word = useWord();
  const { can } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [next, setNext] = useState<MemberState | null>(null);
  const { member } = props;
  if (!can('members:freeze')) return null;
  const confirm = async (reason: string) => {
    if (!next) return;
    await call('POST /staff/members/:id/state', { params: { id: member.id }, body: { state: next, reason } });
    await queryClient.invalidateQueries({ queryKey: ['members'] });
    message.success(text('members.changed', { state: word('member', next) }));
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: STATES.filter((state) => state !== member.state).map((state) => ({
            key: state,
            label: text('members.setState', { state: word('member', state) }),
            danger: state === 'frozen',
            onClick: () => setNext(state),
          })),
        }}
      >
        <Button>{text('members.changeState')}</Button>
      </Dropdown>
      <ReasonDialog
        open={next !== null}
        title={text('members.setState', { state: next ? word('member', next) : '' })}
        consequence={text(
          next === 'frozen'
            ? 'members.freezeHint'
            : next === 'abnormal'
              ? 'members.abnormalHint'
              : 'members.normalHint',
        )}
        confirm={text('members.changeState')}
        danger={next !== 'normal'}
        onClose={() => setNext(null)}
        onConfirm={confirm}
      />
    </>
  );
}
