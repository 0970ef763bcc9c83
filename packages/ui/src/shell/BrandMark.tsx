/** The product's mark: a door at night with a lit keyhole. */
export function BrandMark(props: { size?: number }) {
  const size = props.size ?? 32;
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#0e5a4a" />
      <path d="M9 26V10a4 4 0 0 1 4-4h6a4 4 0 0 1 4 4v16" fill="#0a2f27" />
      <path d="M6.5 26h19" stroke="#cfe6dc" strokeWidth="1.8" strokeLinecap="round" />
      <circle cx="16" cy="14.4" r="3" fill="#f5a524" />
      <path d="M16 15.5l2.2 6.2h-4.4z" fill="#f5a524" />
    </svg>
  );
}
