import { Icon } from '../kit/Icon';
import { Box, Pic } from '../kit/primitives';

/** A piece's picture, or a bag where there is none. */
export function Thumb({ image }: { image: string | null }) {
  return (
    <Box className="lk-thumb" hidden>
      {image ? (
        <Pic className="lk-thumb__pic" src={image.startsWith('/') ? LATCHKEY_ORIGIN + image : image} alt="" />
      ) : (
        <Icon name="bag" size={24} />
      )}
    </Box>
  );
}
