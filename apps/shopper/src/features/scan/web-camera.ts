import { createDecoder } from './web-decoder';

export interface Camera {
  stop(): void;
}

const LOOK_MS = 120;

/** Opens the back camera into a video element and looks for codes until stopped. Answers why not, where it cannot. */
export async function openCamera(
  video: HTMLVideoElement,
  kind: 'goods' | 'door',
  onText: (text: string) => void,
): Promise<Camera | 'refused' | 'unable'> {
  if (!navigator.mediaDevices?.getUserMedia) return 'unable';
  const decode = await createDecoder(kind);
  if (!decode) return 'unable';
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1280 } },
      audio: false,
    });
  } catch (thrown) {
    return thrown instanceof DOMException && thrown.name === 'NotAllowedError' ? 'refused' : 'unable';
  }
  video.srcObject = stream;
  await video.play().catch(() => undefined);
  let running = true;
  const look = async () => {
    while (running) {
      const text = video.readyState >= 2 ? await decode(video).catch(() => null) : null;
      if (text && running) onText(text);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };
  void look();
  return {
    stop() {
      running = false;
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    },
  };
}
