/** One medium of a session description (RFC 4566), as far as a camera's needs. */
export interface Medium {
  kind: 'video' | 'audio' | 'application';
  payloadType: number;
  /** Encoding in upper case with its clock rate in Hz; null where the description does not say. */
  encoding: { name: string; clockRate: number } | null;
  /** Where it is set up, relative to the session or absolute. */
  control: string;
  /** From the camera to us, or, for a backchannel, from us to the camera's speaker. */
  direction: 'from-camera' | 'to-camera';
  /** H.264 parameter sets that the description carries (RFC 6184, 8.1). */
  parameterSets: Buffer[];
}

const STATIC_TYPES: Readonly<Record<number, { name: string; clockRate: number }>> = {
  0: { name: 'PCMU', clockRate: 8_000 },
  8: { name: 'PCMA', clockRate: 8_000 },
};

const attribute = (lines: readonly string[], name: string): string | null =>
  lines.find((line) => line.startsWith(`a=${name}:`))?.slice(name.length + 3) ?? null;

/** The media of a description, in their order. ONVIF marks its backchannel by `a=sendonly`, seen from the client. */
export function parseMedia(sdp: string): Medium[] {
  const sections: string[][] = [];
  for (const line of sdp.split(/\r?\n/)) {
    if (line.startsWith('m=')) sections.push([line]);
    else if (line !== '') sections.at(-1)?.push(line);
  }
  return sections.flatMap((lines) => {
    const first = /^m=(video|audio|application) \d+(?:\/\d+)? \S+ (\d+)/.exec(lines[0] ?? '');
    if (!first) return [];
    const payloadType = Number(first[2]);
    const map = /^\d+ ([^/]+)\/(\d+)/.exec(attribute(lines, 'rtpmap') ?? '');
    const sets = /sprop-parameter-sets=([^; ]+)/.exec(attribute(lines, 'fmtp') ?? '')?.[1];
    return [
      {
        kind: first[1] as Medium['kind'],
        payloadType,
        encoding: map
          ? { name: (map[1] ?? '').toUpperCase(), clockRate: Number(map[2]) }
          : (STATIC_TYPES[payloadType] ?? null),
        control: attribute(lines, 'control') ?? '',
        direction: lines.includes('a=sendonly') ? ('to-camera' as const) : ('from-camera' as const),
        parameterSets: sets ? sets.split(',').map((set) => Buffer.from(set, 'base64')) : [],
      },
    ];
  });
}

/** The address at which a medium is set up (RFC 2326, C.1.1). */
export function controlAddress(base: string, control: string): string {
  if (control === '' || control === '*') return base;
  if (/^rtsps?:/i.test(control)) return control;
  return `${base.endsWith('/') ? base : `${base}/`}${control}`;
}
