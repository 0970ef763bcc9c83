import { describe, expect, it } from 'vitest';
import { receivesOnly, retryDelay, stateOfProblem, viewRefusal, watermark, withoutCandidates } from './rules.ts';

describe('video rules', () => {
  it('[VID-7] a camera is tried again soon, then less and less often, and never given up', () => {
    expect([0, 1, 2, 5, 20].map(retryDelay)).toEqual([500, 1_000, 2_000, 16_000, 30_000]);
    expect(['wrong_password', 'stalled', 'no_media', 'closed'].map(stateOfProblem)).toEqual([
      'wrong_password',
      'no_picture',
      'no_picture',
      'unreachable',
    ]);
  });

  it('[VID-6] the watermark tells who watches, since when, and which view it is', () => {
    expect(watermark('林岚', new Date('2026-11-23T01:02:03Z'), '0193-abcdef')).toBe(
      '林岚 · 2026-11-23 01:02 UTC · abcdef',
    );
  });

  it('[VID-1, PLT-8] neither one person nor all together open views without end', () => {
    const of = (count: number, name: string) => Array.from({ length: count }, () => name);
    expect(viewRefusal([...of(5, 'lin'), ...of(34, 'wu')], 'lin')).toBeNull();
    expect(viewRefusal([...of(6, 'lin')], 'lin')).toBe('rate_limited');
    expect(viewRefusal([...of(6, 'lin')], 'wu')).toBeNull();
    expect(
      viewRefusal(
        Array.from({ length: 40 }, (_, at) => String(at)),
        'lin',
      ),
    ).toBe('unavailable');
  });

  it('[VID-1] an offer that sends something, or asks for no picture, is not answered', () => {
    const offer = (direction: string) => `v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=${direction}\r\n`;
    expect(receivesOnly(offer('recvonly'))).toBe(true);
    expect(receivesOnly(offer('sendrecv'))).toBe(false);
    expect(receivesOnly('v=0\r\nm=audio 9 X 8\r\na=recvonly\r\n')).toBe(false);
    const audio = 'm=audio 9 UDP/TLS/RTP/SAVPF 8\r\n';
    expect(receivesOnly(offer('recvonly') + audio)).toBe(true);
    expect(receivesOnly(offer('recvonly') + audio + audio)).toBe(false);
    expect(receivesOnly(`${offer('recvonly')}m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n`)).toBe(false);
    expect(withoutCandidates(`${offer('recvonly')}a=candidate:1 1 udp 1 x.local 9 typ host\r\n`)).not.toContain(
      'candidate',
    );
  });
});
