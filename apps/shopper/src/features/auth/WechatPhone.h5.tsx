/** Only WeChat itself can hand over a number; the web asks for it by SMS. */
export function WechatPhone(_: { onBound: () => void }) {
  return null;
}
