import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize, isAuthorized, parseChallenge } from './digest.ts';
import { byteStream, NAL, PictureReader, packetize } from './h264.ts';
import { formatAnswer } from './message.ts';
import { RtpWriter, readRtp } from './rtp.ts';
import { controlAddress, parseMedia } from './sdp.ts';
import { parseSession } from './session.ts';
import { interleave, RtspSplitter, RtspSyntaxError } from './splitter.ts';

const pieces = (bytes: Buffer, cuts: readonly number[]): Buffer[] => {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...places, bytes.length].map((to, index) => bytes.subarray(index === 0 ? 0 : places[index - 1], to));
};
const writer = () => new RtpWriter({ payloadType: 96, source: 7, sequence: 65_530 });

describe('bytes of a connection', () => {
  it('[VID-1] messages and packets come out the same however the bytes arrive', () => {
    const bytes = Buffer.concat([
      Buffer.from(formatAnswer(200, 'OK', { CSeq: '1', Session: 'a;timeout=30' }, 'v=0\r\n')),
      interleave(0, Buffer.from([0x24, 1, 2, 3])),
      Buffer.from('\r\n'),
      interleave(2, Buffer.alloc(0)),
      Buffer.from(formatAnswer(404, 'Not Found', { CSeq: '2' })),
    ]);
    const read = (chunks: readonly Buffer[]) => {
      const splitter = new RtspSplitter();
      return chunks.flatMap((chunk) =>
        [...splitter.push(chunk)].map((unit) =>
          unit.kind === 'packet'
            ? [unit.channel, unit.packet.toString('hex')]
            : [unit.message.start, unit.message.body],
        ),
      );
    };
    const whole = read([bytes]);
    expect(whole).toEqual([
      [{ code: 200, reason: 'OK' }, 'v=0\r\n'],
      [0, '24010203'],
      [2, ''],
      [{ code: 404, reason: 'Not Found' }, ''],
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 400 }), { maxLength: 40 }), (cuts) => {
        expect(read(pieces(bytes, cuts))).toEqual(whole);
      }),
    );
  });

  it('[VID-1] what is no RTSP ends in a clear error, never in endless waiting or a crash', () => {
    const feed = (bytes: Buffer) => [...new RtspSplitter().push(bytes)];
    expect(() => feed(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toThrow(RtspSyntaxError);
    expect(() => feed(Buffer.alloc(20_000, 'x'))).toThrow(RtspSyntaxError);
    expect(() => feed(Buffer.from('RTSP/1.0 200 OK\r\nContent-Length: 99999999\r\n\r\n'))).toThrow(RtspSyntaxError);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        try {
          feed(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(RtspSyntaxError);
        }
      }),
    );
  });
});

describe('digest authentication', () => {
  it('[VID-1] answers as RFC 2617 (3.5) does without qop, and the camera’s side takes only that answer', () => {
    const challenge = parseChallenge(
      'Basic realm="x"\nDigest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"',
    );
    if (challenge === null || challenge === 'basic') throw new Error('a digest was asked for');
    const who = { user: 'Mufasa', password: 'Circle Of Life' };
    const header = authorize(challenge, who, 'GET', '/dir/index.html');
    // HA1 939e7578ed9e3c518a452acee763bce9, HA2 39aff3a2bab6126f332b942af96d3366, as the RFC gives them.
    expect(header).toContain('response="670fd8c2df070c60b045671b8b24ff02"');
    expect(isAuthorized(challenge, who, 'GET', header)).toBe(true);
    expect(isAuthorized(challenge, who, 'PLAY', header)).toBe(false);
    expect(isAuthorized(challenge, { ...who, password: 'circle of life' }, 'GET', header)).toBe(false);
    expect(isAuthorized({ ...challenge, nonce: 'older' }, who, 'GET', header)).toBe(false);
  });
});

describe('H.264 in RTP', () => {
  const nal = fc
    .record({ type: fc.constantFrom(NAL.slice, NAL.idr), body: fc.uint8Array({ minLength: 1, maxLength: 5_000 }) })
    .map(({ type, body }) => Buffer.from([0x60 | type, ...body]));

  it('[VID-1] pictures come out of packets as they went in, over the wrap of sequence numbers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(nal, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 }),
        (pictures) => {
          const out = writer();
          const reader = new PictureReader();
          const key = Buffer.from([0x65, 1]);
          const read = [[key], ...pictures].flatMap((nals, index) =>
            packetize(out, nals, index * 3_000).flatMap((packet) => reader.push(packet) ?? []),
          );
          expect(read.map((picture) => byteStream(picture.nals).toString('hex'))).toEqual(
            [[key], ...pictures].map((nals) => byteStream(nals).toString('hex')),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('[VID-7] after a lost packet nothing is shown before the next whole picture', () => {
    const out = writer();
    const pictures = [0x65, 0x41, 0x41, 0x41, 0x65, 0x41].map((head, index) =>
      packetize(out, [Buffer.concat([Buffer.from([head]), Buffer.alloc(3_000, index)])], index * 3_000),
    );
    const reader = new PictureReader();
    const shown = pictures.flatMap((packets, index) =>
      packets.filter((_, place) => !(index === 1 && place === 1)).flatMap((packet) => reader.push(packet) ?? []),
    );
    expect(shown.map((picture) => picture.timestamp)).toEqual([0, 12_000, 15_000]);
  });

  it('[VID-1] a packet that is none is passed over', () => {
    expect(readRtp(Buffer.from([0x80, 96]))).toBeNull();
    expect(readRtp(Buffer.alloc(12))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => void new PictureReader().push(Buffer.from(bytes))),
    );
  });
});

describe('sessions', () => {
  it('[VID-1] live as long as the camera says, within what a timer and a camera bear', () => {
    expect(parseSession('12ab;timeout=60')).toEqual({ id: '12ab', lifeS: 60 });
    expect(parseSession('12ab; timeout=9999999')).toEqual({ id: '12ab', lifeS: 3_600 });
    expect(parseSession('12ab;timeout=0').lifeS).toBe(10);
    expect(parseSession('12ab')).toEqual({ id: '12ab', lifeS: null });
    expect(parseSession('').id).toBeNull();
  });
});

describe('session descriptions', () => {
  it('[VID-1] names the media with their control addresses, and the speaker’s direction', () => {
    const media = parseMedia(
      'v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 sprop-parameter-sets=Z0I=,aM4=\r\na=control:track0\r\nm=audio 0 RTP/AVP 8\r\na=control:rtsp://c/live/track2\r\na=sendonly\r\n',
    );
    expect(media).toMatchObject([
      { kind: 'video', encoding: { name: 'H264', clockRate: 90_000 }, direction: 'from-camera', control: 'track0' },
      { kind: 'audio', encoding: { name: 'PCMA', clockRate: 8_000 }, direction: 'to-camera' },
    ]);
    expect(media[0]?.parameterSets).toHaveLength(2);
    expect(controlAddress('rtsp://c/live', 'track0')).toBe('rtsp://c/live/track0');
    expect(controlAddress('rtsp://c/live/', 'rtsp://c/live/track2')).toBe('rtsp://c/live/track2');
  });
});
