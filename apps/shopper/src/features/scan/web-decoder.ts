import { readRaster } from './raster';

/** Looks at the picture of now and answers the code in it, or null. */
export type Decoder = (video: HTMLVideoElement) => Promise<string | null>;

interface Detected {
  rawValue: string;
}
interface Detector {
  detect(source: HTMLVideoElement): Promise<Detected[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** The browser's own detector where it reads these codes; else ours for goods, and a QR library, loaded only now, for doors. */
export async function createDecoder(kind: 'goods' | 'door'): Promise<Decoder | null> {
  const wanted = kind === 'goods' ? ['ean_13', 'ean_8', 'upc_a'] : ['qr_code'];
  const native = await nativeDecoder(wanted);
  if (native) return native;
  return kind === 'goods' ? lineDecoder() : qrDecoder();
}

async function nativeDecoder(wanted: readonly string[]): Promise<Decoder | null> {
  const Native = (window as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (!Native) return null;
  const supported = await Native.getSupportedFormats().catch((): string[] => []);
  const formats = wanted.filter((format) => supported.includes(format));
  if (formats.length === 0) return null;
  const detector = new Native({ formats });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
}

const WIDTH = 640;

type Grab = (video: HTMLVideoElement) => CanvasRenderingContext2D;

/** Draws the picture of now on a small canvas. */
function grabber(): Grab | null {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  return (video) => {
    canvas.width = WIDTH;
    canvas.height = Math.max(1, Math.round((video.videoHeight * WIDTH) / Math.max(1, video.videoWidth)));
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return context;
  };
}

function lineDecoder(): Decoder | null {
  const grab = grabber();
  if (!grab) return null;
  let before: string | null = null;
  return async (video) => {
    const context = grab(video);
    const { width, height } = context.canvas;
    const code = readRaster(context.getImageData(0, 0, width, height).data, width, height);
    // Two pictures must say the same: bars that are cut by the edge can look like others.
    const sure = code === before ? code : null;
    before = code;
    return sure;
  };
}

async function qrDecoder(): Promise<Decoder | null> {
  const grab = grabber();
  if (!grab) return null;
  const { default: readQr } = await import('jsqr');
  return async (video) => {
    const context = grab(video);
    const { width, height } = context.canvas;
    return readQr(context.getImageData(0, 0, width, height).data, width, height)?.data ?? null;
  };
}
