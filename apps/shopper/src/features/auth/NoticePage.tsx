import { api } from '../../api';
import { localDay, phoneOffset } from '../../format/time';
import { useT } from '../../i18n';
import { Box } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { ErrorState } from '../../kit/states';
import { Page } from '../../shell/Page';
import { prefs } from '../../state/prefs';
import { useResource } from '../../state/resource';
import { useStore } from '../../state/store';

/** The privacy notice in force, with its version: what a consent refers to. */
export function NoticePage() {
  const t = useT();
  const { locale } = useStore(prefs);
  const notice = useResource(`notice:${locale}`, () => api('GET /privacy-notice', { query: { locale } }));
  return (
    <Page title={t('notice.title')}>
      {notice.error && !notice.data ? <ErrorState error={notice.error} onRetry={() => void notice.refresh()} /> : null}
      {notice.loading ? <SkeletonList rows={5} label={t('common.loading')} /> : null}
      {notice.data ? (
        <Box className="lk-stack lk-stack--loose">
          <Box className="lk-stack lk-stack--tight">
            <Box as="h2" className="lk-h1">
              {notice.data.title}
            </Box>
            <Box className="lk-small lk-soft">
              {t('notice.version', {
                version: notice.data.version,
                at: localDay(notice.data.effectiveFrom, phoneOffset(notice.data.effectiveFrom)),
              })}
            </Box>
          </Box>
          {notice.data.paragraphs.map(({ heading, text }) => (
            <Box as="section" key={heading} className="lk-stack lk-stack--tight">
              <Box as="h3" className="lk-h3">
                {heading}
              </Box>
              <Box className="lk-soft">{text}</Box>
            </Box>
          ))}
        </Box>
      ) : null}
    </Page>
  );
}
