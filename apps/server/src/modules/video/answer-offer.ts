import type { Socket } from 'node:dgram';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  MediaStreamTrack,
  type PeerConfig,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
} from 'werift';
import { AppError } from '../../kernel/errors.ts';
import type { CameraFeed } from './camera-feed.ts';
import { receivesOnly, withoutCandidates } from './rules.ts';

/** How browsers reach this server for pictures. */
export interface MediaReach {
  /** Addresses that are told to browsers beside those of the machine's own interfaces. */
  addresses: readonly string[];
  /** UDP ports, both ends included; null for any. */
  ports: readonly [number, number] | null;
}

export interface Watching {
  /** The session description for the browser. */
  answer: string;
  close: () => void;
}

const H264 = (): RTCRtpCodecParameters =>
  new RTCRtpCodecParameters({
    mimeType: 'video/H264',
    clockRate: 90_000,
    rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
    parameters: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  });
const PCMA = (): RTCRtpCodecParameters =>
  new RTCRtpCodecParameters({ mimeType: 'audio/PCMA', clockRate: 8_000, channels: 1, payloadType: 8 });

/** Milliseconds in which a browser has to come after the answer, and in which one that is there says so (RTCP reports). */
const PATIENCE_MS = 15_000;
/** Milliseconds in which an answer has to be there. */
const ANSWER_MS = 5_000;

/**
 * Does work that opens UDP sockets. werift listens for no error of its sockets, so that one that cannot be bound would end the
 * whole process: here it ends the work. Sockets stay heard after it.
 */
export async function withHeardSockets<T>(work: () => Promise<T>, withinMs = ANSWER_MS): Promise<T> {
  const failed = Promise.withResolvers<never>();
  const hear = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    // Where somebody else listens too (the search for a free port), the error is expected.
    socket.on('error', (error) => socket.listenerCount('error') === 1 && failed.reject(error));
  };
  const timer = setTimeout(() => failed.reject(new Error('no answer in time')), withinMs);
  subscribe('udp.socket', hear);
  try {
    return await Promise.race([work(), failed.promise]);
  } finally {
    clearTimeout(timer);
    unsubscribe('udp.socket', hear);
  }
}

/**
 * VID-1: answers a WebRTC offer with a camera's stream, H.264 and PCMA as the camera sends them; nothing is coded again.
 * `onEnd` is called once, when the browser left or did not come. Throws invalid_input for an offer that cannot be answered.
 */
export async function answerOffer(
  feed: CameraFeed,
  offer: string,
  reach: MediaReach,
  onEnd: () => void,
): Promise<Watching> {
  if (!receivesOnly(offer)) throw new AppError('invalid_input', { field: 'offer', issue: 'recvonly video' });
  const peer = new RTCPeerConnection(configOf(reach));
  let leave: (() => void) | null = null;
  let over = false;
  let heard = Date.now();
  const hear = (): void => {
    heard = Date.now();
  };
  const end = (): void => {
    if (over) return;
    over = true;
    clearInterval(watch);
    leave?.();
    void peer.close().catch(() => {});
    onEnd();
  };
  const watch = setInterval(() => Date.now() - heard > PATIENCE_MS && end(), PATIENCE_MS / 5);
  try {
    await peer.setRemoteDescription({ type: 'offer', sdp: withoutCandidates(offer) });
    const tracks = attachTracks(peer.getTransceivers());
    for (const { sender } of peer.getTransceivers()) sender.onRtcp.subscribe(hear);
    await withHeardSockets(async () => peer.setLocalDescription(await peer.createAnswer()));
    const answer = peer.localDescription?.sdp;
    if (!answer || !tracks.video) throw new Error('no video');
    peer.connectionStateChange.subscribe((state) => {
      if (state === 'connected' && !over) {
        hear();
        leave ??= feed.listen({
          onVideo: (packet) => tracks.video?.writeRtp(Buffer.from(packet)),
          onAudio: (packet) => tracks.audio?.writeRtp(Buffer.from(packet)),
        });
      }
      if (state === 'closed' || state === 'failed' || state === 'disconnected') end();
    });
    return { answer, close: end };
  } catch {
    end();
    throw new AppError('invalid_input', { field: 'offer', issue: 'WebRTC, H.264' });
  }
}

function configOf(reach: MediaReach): Partial<PeerConfig> {
  return {
    iceServers: [],
    iceLite: true,
    iceUseTcp: false,
    iceUseIpv6: false,
    ...(reach.addresses.length > 0 ? { iceAdditionalHostAddresses: [...reach.addresses] } : {}),
    ...(reach.ports ? { icePortRange: [reach.ports[0], reach.ports[1]] as [number, number] } : {}),
    codecs: { video: [H264()], audio: [PCMA()] },
  };
}

function attachTracks(transceivers: readonly RTCRtpTransceiver[]): {
  video: MediaStreamTrack | null;
  audio: MediaStreamTrack | null;
} {
  const tracks: { video: MediaStreamTrack | null; audio: MediaStreamTrack | null } = { video: null, audio: null };
  for (const transceiver of transceivers) {
    const kind = transceiver.kind;
    if (kind !== 'video' && kind !== 'audio') continue;
    const track = new MediaStreamTrack({ kind });
    void transceiver.sender.replaceTrack(track);
    transceiver.setDirection('sendonly');
    tracks[kind] ??= track;
  }
  return tracks;
}
