import { Box } from './primitives';

/** Grey bones in the shape of what comes: content never jumps when it arrives. */
export function Skeleton({ height = 16, width = '100%', round }: { height?: number; width?: string; round?: boolean }) {
  return (
    <Box
      className="lk-bone"
      hidden
      style={{ height: `${height}px`, width, ...(round ? { borderRadius: '50%' } : {}) }}
    />
  );
}

export function SkeletonList({ rows = 4, label }: { rows?: number; label: string }) {
  return (
    <Box className="lk-stack" role="status" label={label}>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
        <Skeleton key={i} height={72} />
      ))}
    </Box>
  );
}
