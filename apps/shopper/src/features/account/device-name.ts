const systems: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/Linux|X11/, 'Linux'],
];
/** Order matters: most browsers name the others too. */
const programs: readonly [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/Firefox\/|FxiOS/, 'Firefox'],
  [/Chrome\/|CriOS/, 'Chrome'],
  [/Safari\//, 'Safari'],
];

/** A device in words that a person knows it by, or null when it did not say. */
export function deviceName(userAgent: string | null): string | null {
  if (userAgent === null) return null;
  const named = [programs, systems].map((table) => table.find(([sign]) => sign.test(userAgent))?.[1] ?? null);
  const words = named.filter((word) => word !== null);
  return words.length > 0 ? words.join(' · ') : null;
}
