import Taro from '@tarojs/taro';

/**
 * Hands a text to the person: as a file to send to a chat of theirs, where WeChat can; else on the clipboard.
 * Throws when neither works.
 */
export async function saveFile(name: string, text: string): Promise<'saved' | 'copied'> {
  try {
    const filePath = `${Taro.env.USER_DATA_PATH}/${name}`;
    Taro.getFileSystemManager().writeFileSync(filePath, text, 'utf8');
    await Taro.shareFileMessage({ filePath, fileName: name });
    return 'saved';
  } catch {
    await Taro.setClipboardData({ data: text });
    return 'copied';
  }
}
