import type { BookingRow } from './store.ts';

export type RoomNow = 'free' | 'coming' | 'in_use' | 'overtime' | 'grace';

/** What an agent sees of a session at a glance. After its end a session runs over by price, or goes down the ladder. */
export function roomNow(booking: Pick<BookingRow, 'state' | 'kind' | 'to' | 'policy'> | undefined, now: Date): RoomNow {
  if (!booking) return 'free';
  if (booking.state === 'confirmed') return 'coming';
  if (booking.kind === 'open' || now < booking.to) return 'in_use';
  return booking.policy.atEnd === 'overtime' ? 'overtime' : 'grace';
}

/** What agents have a room's speaker say. */
export const deskPhrases = {
  welcome: '欢迎光临，需要帮助请在手机上联系客服。',
  ending: '温馨提示：本次使用即将结束，如需续时请在手机上操作。',
  over: '本次使用时间已到，请带好随身物品离开，谢谢配合。',
  quiet: '请适当放低音量，谢谢您的配合。',
  help: '您好，我是值班客服，正在为您处理，请稍候。',
} as const;
export type DeskPhrase = keyof typeof deskPhrases;
