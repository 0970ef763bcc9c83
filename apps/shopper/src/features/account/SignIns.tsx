import { useState } from 'react';
import { type Answer, api } from '../../api';
import { phoneTime } from '../../format/time';
import { isMessageKey, useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { ListRow } from '../../kit/ListRow';
import { Box } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { ErrorState } from '../../kit/states';
import { Tag } from '../../kit/Tag';
import { toast } from '../../kit/Toast';
import { Trouble } from '../../kit/Trouble';
import { useAct } from '../../state/fault';
import { useList } from '../../state/list';
import { deviceName } from './device-name';
import { SignOutAll } from './SignOutAll';

type SignIn = Answer<'GET /me/sign-ins'>['items'][number];

/** IDN-5: where and when somebody came in as this person, or tried to, and the ways to end it. */
export function SignIns() {
  const t = useT();
  const list = useList('sign-ins', (cursor) => api('GET /me/sign-ins', { query: { limit: 8, cursor } }));
  return (
    <Box as="section" className="lk-stack" label={t('account.signIns')}>
      <Box as="h2" className="lk-h3">
        {t('account.signIns')}
      </Box>
      {list.error && !list.items ? <ErrorState error={list.error} onRetry={() => void list.refresh()} /> : null}
      {list.loading ? <SkeletonList rows={2} label={t('common.loading')} /> : null}
      {list.items ? (
        <Box className="lk-card lk-card--flush">
          {list.items.map((signIn, i) => (
            <Row
              key={signIn.id}
              signIn={signIn}
              last={i === (list.items?.length ?? 0) - 1}
              onEnded={() => void list.refresh()}
            />
          ))}
        </Box>
      ) : null}
      <Trouble error={list.moreError} />
      {list.hasMore ? (
        <Button id="more" tone="text" busy={list.busy} onTap={() => void list.more()}>
          {t('common.more')}
        </Button>
      ) : null}
      <SignOutAll onDone={() => void list.refresh()} />
    </Box>
  );
}

function Row({ signIn, last, onEnded }: { signIn: SignIn; last: boolean; onEnded: () => void }) {
  const t = useT();
  const { busy, error, run } = useAct();
  const [ended, setEnded] = useState(false);
  const refused = signIn.outcome === 'refused';
  const end = () =>
    run(async () => {
      await api('POST /me/sign-ins/:id/end', { params: { id: signIn.id } });
      setEnded(true);
      toast(t('account.ended'), 'check');
      onEnded();
    });
  const way = `account.way.${signIn.way}`;
  return (
    <ListRow
      id={`sign-in-${signIn.id}`}
      last={last}
      title={
        <Box className="lk-row lk-row--wrap">
          <Box className="lk-strong">{deviceName(signIn.userAgent) ?? t('account.unknownDevice')}</Box>
          {signIn.current ? <Tag tone="brand">{t('account.thisDevice')}</Tag> : null}
          {refused ? <Tag tone="danger">{t('account.refused')}</Tag> : null}
        </Box>
      }
      detail={
        <>
          <Box className="lk-num">{phoneTime(signIn.at)}</Box>
          <Box className="lk-num">
            {[isMessageKey(way) ? t(way) : '', signIn.address ?? ''].filter((part) => part !== '').join(' · ')}
          </Box>
          <Trouble error={error} />
        </>
      }
      end={
        signIn.open && !signIn.current && !ended ? (
          <Button id={`end-${signIn.id}`} tone="text" busy={busy} onTap={() => void end()}>
            {t('account.end')}
          </Button>
        ) : (
          <Box className="lk-tiny lk-soft">{t(signIn.open && !ended ? 'account.open' : 'account.over')}</Box>
        )
      }
    />
  );
}
