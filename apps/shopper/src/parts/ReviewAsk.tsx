import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api';
import { useT } from '../i18n';
import { Button } from '../kit/Button';
import { Card } from '../kit/Card';
import { ListRow } from '../kit/ListRow';
import { Box } from '../kit/primitives';
import { open } from '../state/nav';
import { useResource } from '../state/resource';
import { StarPicker, Stars } from './Stars';

/** ORG-13: after the bill, asked once and politely; afterwards a quiet row leads to the same place. */
export function ReviewAsk({ subject, subjectId }: { subject: 'order' | 'booking'; subjectId: string }) {
  const t = useT();
  const [declined, setDeclined] = useState(false);
  const resource = useResource(`review:${subject}:${subjectId}`, () =>
    api('GET /reviews/status', { query: { subject, subjectId } }),
  );
  // Whoever comes back from writing sees what was written.
  useDidShow(() => void resource.refresh());
  const status = resource.data;
  const write = (stars?: number) =>
    open('review', { subject, id: subjectId, stars: stars ? String(stars) : undefined });
  if (!status || (status.until === null && !status.review)) return null;
  if (status.review?.state === 'deleted') return null;
  if (status.review)
    return (
      <Card flush>
        <ListRow
          id="own-review"
          title={t('review.own')}
          end={<Stars value={status.review.score} />}
          last
          onTap={() => write()}
        />
      </Card>
    );
  if (!status.ask || declined)
    return (
      <Card flush>
        <ListRow id="write-review" icon="check" title={t('review.write')} last onTap={() => write()} />
      </Card>
    );
  const decline = () => {
    setDeclined(true);
    void api('POST /reviews/declined', { body: { subject, subjectId } }).catch(() => undefined);
  };
  return (
    <Card label={t('review.ask')}>
      <Box className="lk-stack lk-review-ask" id="review-ask">
        <Box className="lk-strong">{t('review.ask')}</Box>
        <StarPicker id="ask-star" label={t('review.ask')} value={0} onChange={write} />
        <Button id="review-later" tone="text" onTap={decline}>
          {t('review.later')}
        </Button>
      </Box>
    </Card>
  );
}
