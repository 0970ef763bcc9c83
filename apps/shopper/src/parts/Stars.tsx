import { useT } from '../i18n';
import { Box, Part, Tap } from '../kit/primitives';

const FIVE = [1, 2, 3, 4, 5] as const;

/** ORG-12: an average and how many judged. */
export function Rating({ rating }: { rating: { average: number; count: number } | null }) {
  const t = useT();
  if (!rating) return null;
  return (
    <Part className="lk-rating">
      <Part className="lk-stars__star lk-stars__star--on" hidden>
        ★
      </Part>
      <Part className="lk-num lk-strong">{rating.average.toFixed(1)}</Part>
      <Part className="lk-soft lk-small">{t('rating.count', { n: rating.count })}</Part>
    </Part>
  );
}

/** Stars that are read. */
export function Stars({ value }: { value: number }) {
  const t = useT();
  return (
    <Box className="lk-stars" role="img" label={t('rating.of', { n: value })}>
      {FIVE.map((n) => (
        <Part
          key={n}
          className={n <= Math.round(value) ? 'lk-stars__star lk-stars__star--on' : 'lk-stars__star'}
          hidden
        >
          ★
        </Part>
      ))}
    </Box>
  );
}

/** Stars that are given by a tap. */
export function StarPicker(props: { id: string; label: string; value: number; onChange: (value: number) => void }) {
  const t = useT();
  return (
    <Box className="lk-stars lk-stars--pick" role="radiogroup" label={props.label}>
      {FIVE.map((n) => (
        <Tap
          key={n}
          id={`${props.id}-${n}`}
          role="radio"
          checked={props.value === n}
          label={t('rating.of', { n })}
          className={n <= props.value ? 'lk-stars__tap lk-stars__star--on' : 'lk-stars__tap'}
          onTap={() => props.onChange(n)}
        >
          ★
        </Tap>
      ))}
    </Box>
  );
}
