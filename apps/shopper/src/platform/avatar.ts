import Taro from '@tarojs/taro';
import { storage } from './storage';

export function keptAvatar(): string | null {
  return storage.read('avatar');
}

/** WeChat hands over a file that vanishes with the session; ours stays on the phone. Answers where it lies. */
export async function keepAvatar(chosen: string): Promise<string> {
  const before = keptAvatar();
  const kept = await new Promise<string>((resolve) => {
    Taro.getFileSystemManager().saveFile({
      tempFilePath: chosen,
      success: ({ savedFilePath }) => resolve(savedFilePath),
      fail: () => resolve(chosen),
    });
  });
  storage.write('avatar', kept);
  if (before !== null) Taro.getFileSystemManager().removeSavedFile({ filePath: before, fail: () => undefined });
  return kept;
}
