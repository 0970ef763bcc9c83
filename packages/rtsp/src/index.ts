/**
 * The wire between cameras and the product: RTSP 1.0 over TCP with interleaved RTP, digest authentication, session
 * descriptions, H.264 in RTP. The client's side for the server, the camera's side for the virtual store.
 */

export { pullRtsp, RtspError, type RtspProblem, type RtspPull, type RtspPullOptions } from './client.ts';
export type { Credentials } from './digest.ts';
export {
  beginsKeyPicture,
  byteStream,
  formatParameters,
  NAL,
  nalType,
  type Picture,
  PictureReader,
  packetize,
} from './h264.ts';
export { type RtpView, RtpWriter, readRtp } from './rtp.ts';
export type { Medium } from './sdp.ts';
export { type RtspServer, type RtspServerOptions, type RtspStream, type RtspViewer, serveRtsp } from './server.ts';
