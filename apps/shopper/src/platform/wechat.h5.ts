/** The web has no WeChat sign-in of its own: phone and SMS code. */
export const hasWechat = false;

export function wechatCode(): Promise<string> {
  return Promise.reject(new Error('WeChat sign-in needs the mini-program'));
}
