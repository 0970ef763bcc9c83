import { useState } from 'react';
import { type Answer, api } from '../../api';
import { dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Area } from '../../kit/Area';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { ErrorState } from '../../kit/states';
import { toast } from '../../kit/Toast';
import { Trouble } from '../../kit/Trouble';
import { StarPicker } from '../../parts/Stars';
import { Page } from '../../shell/Page';
import { useAct } from '../../state/fault';
import { back, pageParam } from '../../state/nav';
import { useResource } from '../../state/resource';
import { Photos } from './Photos';
import { PickPhoto } from './PickPhoto';

type Status = Answer<'GET /reviews/status'>;
const aspects = ['environment', 'facilities', 'products', 'service'] as const;
const MOST_PHOTOS = 6;
const MOST_TEXT = 1000;

/** ORG-13: writes, changes or deletes one's own review of an order or a stay. */
export function ReviewPage() {
  const t = useT();
  const [subject] = useState(() => (pageParam('subject') === 'order' ? ('order' as const) : ('booking' as const)));
  const [subjectId] = useState(() => pageParam('id') ?? '');
  const status = useResource(`review:${subject}:${subjectId}`, () =>
    api('GET /reviews/status', { query: { subject, subjectId } }),
  );
  return (
    <Page title={t('review.title')}>
      {status.error && !status.data ? <ErrorState error={status.error} onRetry={() => void status.refresh()} /> : null}
      {status.loading ? <SkeletonList rows={4} label={t('common.loading')} /> : null}
      {status.data ? (
        <Form key={status.data.review?.id ?? 'new'} subject={subject} subjectId={subjectId} status={status.data} />
      ) : null}
    </Page>
  );
}

interface FormProps {
  subject: 'order' | 'booking';
  subjectId: string;
  status: Status;
}

function useDraft(status: Status) {
  const [first] = useState(() => Math.min(5, Math.max(0, Math.trunc(Number(pageParam('stars') ?? 0) || 0))));
  const all = { environment: first, facilities: first, products: first, service: first };
  const [stars, setStars] = useState(status.review?.stars ?? all);
  const [text, setText] = useState(status.review?.text ?? '');
  const [photos, setPhotos] = useState<string[]>(status.review?.photos ?? []);
  return { stars, setStars, text, setText, photos, setPhotos };
}

function Form({ subject, subjectId, status }: FormProps) {
  const t = useT();
  const { review } = status;
  const { stars, setStars, text, setText, photos, setPhotos } = useDraft(status);
  const send = useAct();
  const photo = useAct();
  const open = review
    ? review.state !== 'deleted' && Date.parse(review.changeableUntil) > Date.now()
    : status.until !== null;
  const complete = aspects.every((aspect) => stars[aspect] > 0);
  const save = () =>
    send.run(async () => {
      const body = { stars, text: text.trim(), photos };
      if (review) await api('PUT /reviews/:id', { params: { id: review.id }, body });
      else await api('POST /reviews', { body: { subject, subjectId, ...body } });
      toast(t('review.thanks'), 'check');
      back();
    });
  const add = (read: () => Promise<string>) =>
    void photo.run(async () => {
      const { address } = await api('POST /reviews/photos', { body: { content: await read() } });
      setPhotos((before) => [...before, address]);
    });
  return (
    <Box className="lk-stack">
      <Box className="lk-strong">{[status.storeName, status.roomName].filter(Boolean).join(' · ')}</Box>
      {review?.state === 'hidden' ? (
        <Note tone="amber">{t('review.hidden', { reason: review.reason ?? '' })}</Note>
      ) : null}
      {open ? null : <Note>{t('review.closed')}</Note>}
      <Card>
        {aspects.map((aspect) => (
          <Box key={aspect} className="lk-row lk-row--between">
            <Box>{t(`review.aspect.${aspect}`)}</Box>
            <StarPicker
              id={aspect}
              label={t(`review.aspect.${aspect}`)}
              value={stars[aspect]}
              onChange={(value) => (open ? setStars({ ...stars, [aspect]: value }) : undefined)}
            />
          </Box>
        ))}
      </Card>
      <Area
        id="review-text"
        label={t('review.text')}
        placeholder={t('review.text')}
        value={text}
        maxLength={MOST_TEXT}
        onChange={setText}
      />
      <Box className="lk-photos">
        <Photos photos={photos} onDrop={(one) => setPhotos(photos.filter((other) => other !== one))} />
        {photos.length < MOST_PHOTOS && open ? <PickPhoto busy={photo.busy} onChoose={add} /> : null}
      </Box>
      <Trouble error={photo.error ?? send.error} />
      {open ? (
        <Button id="save-review" busy={send.busy} disabled={!complete || photo.busy} onTap={() => void save()}>
          {t(review ? 'review.change' : 'review.publish')}
        </Button>
      ) : null}
      {review && open ? <Remove id={review.id} until={review.changeableUntil} /> : null}
    </Box>
  );
}

/** Deleting is for good, and says so before it happens. */
function Remove({ id, until }: { id: string; until: string }) {
  const t = useT();
  const [sure, setSure] = useState(false);
  const act = useAct();
  const remove = () =>
    act.run(async () => {
      await api('DELETE /reviews/:id', { params: { id } });
      toast(t('review.deleted'), 'check');
      back();
    });
  return (
    <Box className="lk-stack lk-stack--tight">
      <Box className="lk-small lk-soft">
        {t('review.changeable', { at: dateTime(until, -new Date().getTimezoneOffset()) })}
      </Box>
      {sure ? <Note tone="amber">{t('review.deleteText')}</Note> : null}
      <Trouble error={act.error} />
      <Button
        id="delete-review"
        tone={sure ? 'danger' : 'text'}
        icon="trash"
        busy={act.busy}
        onTap={() => (sure ? void remove() : setSure(true))}
      >
        {t(sure ? 'review.deleteSure' : 'review.delete')}
      </Button>
    </Box>
  );
}
