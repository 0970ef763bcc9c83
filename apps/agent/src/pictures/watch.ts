import type { Answer, Body } from '@latchkey/client';
import { call } from '@latchkey/ui';

export type Camera = Answer<'GET /staff/cameras'>['items'][number];
type Purpose = Body<'POST /staff/cameras/:id/views'>['purpose'];

/** A camera that is being watched. */
export interface Watch {
  stream: MediaStream;
  watermark: string;
  /** Stops the picture and tells the server. */
  stop: () => void;
}

export interface WatchWish {
  cameraId: string;
  purpose: Purpose;
  visitId: string | null;
  /** The connection broke; the picture stands still. */
  onLost: () => void;
}

/** Opens a camera’s picture and sound over WebRTC. Throws what the server answers. */
export async function watch({ cameraId, purpose, visitId, onLost }: WatchWish): Promise<Watch> {
  const peer = new RTCPeerConnection();
  const stream = new MediaStream();
  peer.addTransceiver('video', { direction: 'recvonly' });
  peer.addTransceiver('audio', { direction: 'recvonly' });
  peer.ontrack = ({ track }) => stream.addTrack(track);
  try {
    await peer.setLocalDescription(await peer.createOffer());
    const begun = await call('POST /staff/cameras/:id/views', {
      params: { id: cameraId },
      body: { offer: peer.localDescription?.sdp ?? '', purpose, ...(visitId === null ? {} : { visitId }) },
    });
    await peer.setRemoteDescription({ type: 'answer', sdp: begun.answer });
    peer.onconnectionstatechange = () => {
      if (peer.connectionState === 'failed' || peer.connectionState === 'disconnected') onLost();
    };
    const stop = (): void => {
      peer.onconnectionstatechange = null;
      peer.close();
      call('POST /staff/views/:id/end', { params: { id: begun.viewId } }).catch(() => {});
    };
    return { stream, watermark: begun.watermark, stop };
  } catch (error) {
    peer.close();
    throw error;
  }
}
