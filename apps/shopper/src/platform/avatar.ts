import Taro from '@tarojs/taro';

/** The file that WeChat's own component handed over, in base64 as the server takes it. Throws when it cannot be read. */
export function readPicture(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath: path,
      encoding: 'base64',
      success: ({ data }) => resolve(String(data)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}
