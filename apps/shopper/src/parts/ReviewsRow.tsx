import { useT } from '../i18n';
import { Card } from '../kit/Card';
import { ListRow } from '../kit/ListRow';
import { open } from '../state/nav';
import { Rating } from './Stars';

/** What others said of a store or room, one tap away. */
export function ReviewsRow(props: {
  storeId: string;
  roomId?: string;
  rating: { average: number; count: number } | null;
}) {
  const t = useT();
  return (
    <Card flush>
      <ListRow
        id="to-reviews"
        title={t('reviews.title')}
        end={props.rating ? <Rating rating={props.rating} /> : t('reviews.none')}
        last
        onTap={() => open('reviews', { store: props.storeId, room: props.roomId })}
      />
    </Card>
  );
}
