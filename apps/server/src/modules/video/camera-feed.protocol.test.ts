import { PictureReader, type RtspServer, serveRtsp } from '@latchkey/rtsp';
import { afterEach, describe, expect, it } from 'vitest';
import { VirtualCamera } from '../../../../../tools/virtual-store/src/camera/virtual-camera.ts';
import { CameraFeed, type FeedListener } from './camera-feed.ts';

const credentials = { user: 'latchkey', password: 'right' };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function hang(): Promise<{ camera: VirtualCamera; server: RtspServer; feed: CameraFeed; states: string[] }> {
  const camera = new VirtualCamera({
    credentials,
    keyEveryS: 60,
    look: () => ({ zone: 'entrance', title: 'DOOR', people: 1, doorOpen: false, at: Date.now() }),
  });
  const server = await serveRtsp({
    ...{ host: '127.0.0.1', port: 0 },
    find: (path) => (camera.fault === 'unplugged' ? 'dead' : path.startsWith('/live') ? camera : null),
  });
  const states: string[] = [];
  const address = { host: '127.0.0.1', port: server.port, path: '/live', credentials };
  const feed = new CameraFeed(address, (state) => states.push(state));
  ends.push(() => feed.close(), server.close);
  return { camera, server, feed, states };
}

/** A listener that counts whole pictures, and resolves once it has seen so many. */
function eyes(): FeedListener & { pictures: () => number; seen: (count: number) => Promise<void> } {
  const reader = new PictureReader();
  let count = 0;
  let sounds = 0;
  const waiting: { count: number; done: () => void }[] = [];
  const look = (): void => {
    for (const wait of waiting) if (count >= wait.count && sounds > 0) wait.done();
  };
  return {
    onVideo: (packet) => {
      if (reader.push(Buffer.from(packet))) count += 1;
      look();
    },
    onAudio: () => {
      sounds += 1;
      look();
    },
    pictures: () => count,
    seen: (wanted) =>
      new Promise((done) => {
        waiting.push({ count: wanted, done });
        look();
      }),
  };
}

const until = async (states: readonly string[], wanted: string): Promise<void> => {
  while (!states.includes(wanted)) await new Promise((done) => setTimeout(done, 20));
};

describe('a camera’s feed', () => {
  it('[VID-1] several viewers share one pull, who comes later sees a whole picture at once, and nothing is pulled for nobody', async () => {
    const { camera, feed } = await hang();
    expect(camera.watched).toBe(0);
    const first = eyes();
    const leaveFirst = feed.listen(first);
    await first.seen(4);
    const second = eyes();
    const leaveSecond = feed.listen(second);
    // The camera sends a whole picture once a minute: these were kept.
    expect(second.pictures()).toBeGreaterThanOrEqual(4);
    await second.seen(second.pictures() + 2);
    expect(camera.watched).toBe(1);
    leaveFirst();
    leaveSecond();
    while (camera.watched > 0) await new Promise((done) => setTimeout(done, 50));
    expect(feed.state).toBe('unknown');
  });

  it('[VID-7] a camera that is unplugged is told so, and comes back by itself', async () => {
    const { camera, feed, states } = await hang();
    const viewer = eyes();
    feed.listen(viewer);
    await viewer.seen(2);
    camera.fault = 'unplugged';
    await until(states, 'unreachable');
    camera.fault = 'none';
    const seen = viewer.pictures();
    await viewer.seen(seen + 3);
    expect(feed.state).toBe('live');
  });

  it('[VID-7] a password that was changed is told by its name', async () => {
    const { camera, feed, states } = await hang();
    camera.fault = 'wrong_password';
    feed.listen(eyes());
    await until(states, 'wrong_password');
    expect(camera.watched).toBe(0);
  });

  it('[VID-5] sound that is sent back reaches the camera’s speaker', async () => {
    const { camera, server } = await hang();
    const { pullRtsp, RtpWriter } = await import('@latchkey/rtsp');
    const pull = await pullRtsp({
      ...{ host: '127.0.0.1', port: server.port, path: '/live', credentials, backchannel: true },
      onPacket: () => {},
      onEnd: () => {},
    });
    ends.push(pull.close);
    const place = pull.media.findIndex((medium) => medium.direction === 'to-camera');
    const voice = new RtpWriter({ payloadType: 8, source: 1 });
    pull.send(place, voice.packet(0, true, Buffer.alloc(320, 0x55)));
    while (camera.heard === 0) await new Promise((done) => setTimeout(done, 20));
    expect(camera.heard).toBe(1);
  });
});
