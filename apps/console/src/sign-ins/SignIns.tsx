import type { Answer } from '@latchkey/client';
import { call, DateTime, Loaded, Section, StatusTag, toProblem, useSession } from '@latchkey/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useAppText } from '../texts.ts';

type SignIn = Answer<'GET /staff/staff/:id/sign-ins'>['items'][number];
const SHOWN = 10;

/** IDN-5: when and where from somebody signed in, or tried to; and out of all devices. */
export function SignIns(props: { of: 'staff' | 'member'; id: string }) {
  const text = useAppText();
  const { can, staff } = useSession();
  const request = { params: { id: props.id }, query: { limit: SHOWN } };
  const visible = props.of === 'staff' || can('members:edit');
  const list = useQuery({
    queryKey: ['sign-ins', props.of, props.id],
    queryFn: () =>
      props.of === 'staff'
        ? call('GET /staff/staff/:id/sign-ins', request)
        : call('GET /staff/members/:id/sign-ins', request),
    enabled: visible,
  });
  if (!visible) return null;
  const mayEnd = can(props.of === 'staff' ? 'staff:freeze' : 'members:freeze') && props.id !== staff.id;
  return (
    <Section plain title={text('signIns.title')} extra={mayEnd && <SignOutAll of={props.of} id={props.id} />}>
      <Loaded query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="lk-faint">{text('signIns.none')}</p>
          ) : (
            <table className="console-lines">
              <tbody>
                {items.map((one) => (
                  <Row key={one.id} signIn={one} />
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Section>
  );
}

function Row(props: { signIn: SignIn }) {
  const text = useAppText();
  const { signIn } = props;
  const refused = signIn.outcome === 'refused';
  const state = refused ? 'refused' : signIn.open ? 'open' : 'over';
  return (
    <tr>
      <td>
        <DateTime at={signIn.at} style="second" />
        <div className="lk-faint" title={signIn.userAgent ?? undefined}>
          {[signIn.way && text(`signIns.${signIn.way}`), signIn.address].filter(Boolean).join(' · ')}
        </div>
      </td>
      <td style={{ textAlign: 'end' }}>
        <StatusTag tone={refused ? 'danger' : signIn.open ? 'ok' : 'neutral'}>{text(`signIns.${state}`)}</StatusTag>
      </td>
    </tr>
  );
}

function SignOutAll(props: { of: 'staff' | 'member'; id: string }) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: () => {
      const request = { params: { id: props.id } };
      return props.of === 'staff'
        ? call('POST /staff/staff/:id/sign-out', request)
        : call('POST /staff/members/:id/sign-out', request);
    },
    onSuccess: async ({ ended }) => {
      await queryClient.invalidateQueries({ queryKey: ['sign-ins', props.of, props.id] });
      message.success(text('signIns.ended', { n: ended }));
    },
    onError: (cause) => message.error(toProblem(cause).message),
  });
  return (
    <Popconfirm
      title={text('signIns.endAll')}
      description={text('signIns.endAllHint')}
      okText={text('signIns.endAll')}
      onConfirm={() => end.mutate()}
    >
      <Button size="small" loading={end.isPending}>
        {text('signIns.endAll')}
      </Button>
    </Popconfirm>
  );
}
