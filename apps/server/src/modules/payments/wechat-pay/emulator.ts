import type { WechatPayConfig } from './types.ts';

const REAL_HOSTS: ReadonlySet<string> = new Set(['api.mch.weixin.qq.com', 'api2.mch.weixin.qq.com']);

/** True for anything that is not plainly the real channel with keys that did not come from the emulator. */
export function looksEmulated(
  config: Pick<WechatPayConfig, 'baseUrl' | 'apiV3Key' | 'appid' | 'platformKeys'>,
): boolean {
  const url = new URL(config.baseUrl);
  const real = url.protocol === 'https:' && REAL_HOSTS.has(url.hostname) && url.port === '';
  const marked = config.apiV3Key.startsWith('paylab') || config.appid.startsWith('wxlab');
  return !real || marked;
}
