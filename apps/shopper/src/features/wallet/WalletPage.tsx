import { useState } from 'react';
import { api } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { Skeleton } from '../../kit/Skeleton';
import { EmptyState, ErrorState } from '../../kit/states';
import { useBalance } from '../../parts/use-balance';
import { Page } from '../../shell/Page';
import { open, pageParam } from '../../state/nav';
import { useResource } from '../../state/resource';
import { useSession } from '../../state/session';
import { Statement } from './Statement';
import { TopUp } from './TopUp';

/** PAY-11: what a member holds with us, how to add to it, and every use of it. */
export function WalletPage() {
  const t = useT();
  const { status } = useSession();
  const [returned] = useState(() => pageParam('topup'));
  const balance = useBalance();
  const options = useResource('top-up-options', () => api('GET /top-up-options'));
  if (status === 'guest')
    return (
      <Page title={t('wallet.title')}>
        <EmptyState icon="wallet" title={t('guest.title')} text={t('wallet.guestText')}>
          <Button small onTap={() => open('sign-in')}>
            {t('signIn.enter')}
          </Button>
        </EmptyState>
      </Page>
    );
  return (
    <Page title={t('wallet.title')} dataAt={balance.at}>
      {balance.error && !balance.data ? (
        <ErrorState error={balance.error} onRetry={() => void balance.refresh()} />
      ) : null}
      {balance.loading || status === 'unknown' ? <Skeleton height={128} /> : null}
      {balance.data ? (
        <Card lit label={t('wallet.title')}>
          <Box className="lk-stack lk-stack--tight">
            <Box className="lk-small">{t('wallet.available')}</Box>
            <Box id="wallet-balance">
              <Price fen={balance.data.balance} size={40} />
            </Box>
            <Box className="lk-row lk-row--wrap lk-small">
              {t('wallet.principal')} <Price fen={balance.data.principal} size={14} />
              {t('wallet.gift')} <Price fen={balance.data.gift} size={14} />
            </Box>
          </Box>
        </Card>
      ) : null}
      {options.data?.plan && balance.data ? (
        <TopUp plan={options.data.plan} returned={returned} onPaid={() => void balance.refresh()} />
      ) : null}
      {options.data && !options.data.plan && balance.data ? (
        <Box className="lk-small lk-soft">{t('wallet.noPlan')}</Box>
      ) : null}
      {balance.data ? <Statement /> : null}
    </Page>
  );
}
