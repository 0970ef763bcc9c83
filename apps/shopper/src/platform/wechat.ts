import Taro from '@tarojs/taro';

/** The mini-program can sign in with WeChat: a code for our server to exchange. */
export const hasWechat = true;

export async function wechatCode(): Promise<string> {
  const { code } = await Taro.login();
  return code;
}
