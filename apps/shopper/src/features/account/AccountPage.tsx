import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { SkeletonList } from '../../kit/Skeleton';
import { EmptyState } from '../../kit/states';
import { Page } from '../../shell/Page';
import { open } from '../../state/nav';
import { useSession } from '../../state/session';
import { ConsentCard } from './ConsentCard';
import { DeleteCard } from './DeleteCard';
import { ExportCard } from './ExportCard';
import { SignIns } from './SignIns';

/** IDN-4, IDN-5: everything that a person may do with what is kept about them. */
export function AccountPage() {
  const t = useT();
  const { status, profile } = useSession();
  return (
    <Page title={t('account.title')}>
      {status === 'guest' ? (
        <EmptyState icon="user" title={t('guest.title')} text={t('guest.text')}>
          <Button small onTap={() => open('sign-in')}>
            {t('signIn.enter')}
          </Button>
        </EmptyState>
      ) : null}
      {status === 'unknown' ? <SkeletonList rows={4} label={t('common.loading')} /> : null}
      {profile ? (
        <>
          <ConsentCard profile={profile} />
          <SignIns />
          <ExportCard />
          <DeleteCard profile={profile} />
        </>
      ) : null}
    </Page>
  );
}
