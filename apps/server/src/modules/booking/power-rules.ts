import type { PowerStep } from '@latchkey/contract';

export type DesiredState = Record<string, unknown>;

/** What a room's speaker says. */
export const phrases = {
  welcome: '欢迎光临，祝您在这里度过愉快的时光。',
  ending: '温馨提示：本次使用还有 {minutes} 分钟结束，如需续时请在手机上操作。',
  over: '本次使用时间已到，请带好随身物品，房间即将断电。如需续时请在手机上操作。',
  grace: '房间很快断电，请尽快离开并带好随身物品。',
  overtime: '本次使用时间已到，继续使用将按超时计费。',
  leave: '下一位客人即将到店，请带好随身物品尽快离开，超时部分将按规则计费。',
} as const;
export type Phrase = keyof typeof phrases;

interface RoomDeviceState {
  kind: string;
  protected: boolean;
  desired: DesiredState;
}

/** Per cent of a lamp's light at each step. */
const LIGHT: Record<PowerStep, number> = { off: 0, on: 100, warned: 100, dimmed: 35, grace: 20, cut: 0 };

const isDark = (step: PowerStep): boolean => step === 'off' || step === 'cut';

/**
 * BKG-11, BKG-20: what a device is asked to be at a step, or null where the step does not concern it. Only the last step
 * takes power away, and never from a protected circuit.
 */
export function desiredAt(step: PowerStep, device: RoomDeviceState): DesiredState | null {
  if (device.protected && isDark(step)) return null;
  switch (device.kind) {
    case 'power_relay':
      return { on: !isDark(step) };
    case 'light':
      return { on: !isDark(step), level: LIGHT[step] };
    case 'air_conditioner': {
      const { mode, celsius } = device.desired;
      return { mode: mode ?? 'cool', celsius: celsius ?? 25, on: !isDark(step) };
    }
    default:
      return null;
  }
}
