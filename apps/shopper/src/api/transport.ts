import type { Transport } from '@latchkey/client';
import Taro from '@tarojs/taro';

const TIMEOUT_MS = 15_000;

/** In the mini-program: wx.request. Its promise rejects on network failure only, as the client expects. */
export const transport: Transport = async ({ method, url, headers, body }) => {
  const answer = await Taro.request<unknown>({
    url,
    method: method as keyof Taro.request.Method,
    header: headers,
    timeout: TIMEOUT_MS,
    ...(body === undefined ? {} : { data: body }),
  });
  return { status: answer.statusCode, body: typeof answer.data === 'object' ? answer.data : null };
};
