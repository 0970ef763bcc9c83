import { call, DateTime, Loaded, Money, Section, StateTag, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { useAppText } from '../../texts.ts';

const SHOWN = 10;

/** The newest coupons of a member. */
export function MemberCoupons(props: { memberId: string }) {
  const text = useAppText();
  const { can } = useSession();
  const coupons = useQuery({
    queryKey: ['coupons', 'of', props.memberId],
    queryFn: () => call('GET /staff/members/:id/coupons', { params: { id: props.memberId }, query: { limit: SHOWN } }),
    enabled: can('coupons'),
  });
  if (!can('coupons')) return null;
  return (
    <Section plain title={text('members.coupons')}>
      <Loaded query={coupons}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="lk-faint">{text('members.noCoupons')}</p>
          ) : (
            <table className="console-lines">
              <tbody>
                {items.map((coupon) => (
                  <tr key={coupon.id}>
                    <td>
                      {coupon.name}{' '}
                      <span className="lk-faint">
                        <DateTime at={coupon.expiresAt} style="day" />
                      </span>
                    </td>
                    <td style={{ textAlign: 'end' }}>
                      <Money fen={coupon.amount ?? 0} />
                    </td>
                    <td style={{ textAlign: 'end' }}>
                      <StateTag kind="coupon" value={coupon.state} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Section>
  );
}

/** MBR-2: who changed the member's state, when and why. Nothing where it never changed. */
export function MemberStates(props: { memberId: string }) {
  const text = useAppText();
  const changes = useQuery({
    queryKey: ['members', 'states', props.memberId],
    queryFn: () => call('GET /staff/members/:id/state-changes', { params: { id: props.memberId } }),
  });
  const items = changes.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section plain title={text('members.stateChanges')}>
      <table className="console-lines">
        <tbody>
          {items.map((change) => (
            <tr key={change.id}>
              <td>
                <DateTime at={change.at} />
              </td>
              <td>
                <StateTag kind="member" value={change.to} />
              </td>
              <td>
                {change.reason} <span className="lk-faint">{change.by.name}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
