import { Icon } from '../../kit/Icon';
import { Box } from '../../kit/primitives';

/** The web asks nobody for a picture. */
export function Face() {
  return (
    <Box className="lk-blank__icon lk-me__face">
      <Icon name="user" size={28} />
    </Box>
  );
}
