/** The mini-program pays inside WeChat: no code to scan with another phone. */
export function QrCode(_: { text: string; label: string }) {
  return null;
}
