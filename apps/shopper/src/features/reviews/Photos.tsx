import { useT } from '../../i18n';
import { Icon } from '../../kit/Icon';
import { Box, Pic, Tap } from '../../kit/primitives';

const addressOf = (photo: string): string => (photo.startsWith('/') ? LATCHKEY_ORIGIN + photo : photo);

/** Photos of a review; those of one's own draft can be taken out again. */
export function Photos(props: { photos: readonly string[]; onDrop?: (photo: string) => void }) {
  const t = useT();
  const { photos, onDrop } = props;
  return photos.map((photo) => (
    <Box key={photo} className="lk-photos__one">
      <Pic className="lk-photos__picture" src={addressOf(photo)} alt={t('review.photo')} />
      {onDrop ? (
        <Tap className="lk-photos__drop" label={t('review.dropPhoto')} onTap={() => onDrop(photo)}>
          <Icon name="close" size={16} />
        </Tap>
      ) : null}
    </Box>
  ));
}
