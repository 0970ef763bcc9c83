import type { MemberState } from '@latchkey/contract';

/** Everybody's first level, until levels are earned. */
export const FIRST_LEVEL = 'standard';

/** Card numbers: twelve digits that begin with 8 and end in a Luhn check digit, so that a slip of the finger is noticed. */
export function cardNumber(random: readonly number[]): string {
  const body = `8${random.slice(0, 10).join('')}`;
  return body + luhnDigit(body);
}

/** The check digit after ISO/IEC 7812-1, annex B. */
export function luhnDigit(body: string): number {
  const digits = [...body].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const doubled = digit * 2;
    return total + (index % 2 === 0 ? (doubled > 9 ? doubled - 9 : doubled) : digit);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

/** MBR-2: by hand every state can become every other one. */
const moves: Record<MemberState, readonly MemberState[]> = {
  normal: ['abnormal', 'frozen'],
  abnormal: ['normal', 'frozen'],
  frozen: ['normal', 'abnormal'],
};
export const mayBecome = (from: MemberState, to: MemberState): boolean => moves[from].includes(to);

const severity: Record<MemberState, number> = { normal: 0, abnormal: 1, frozen: 2 };

/** Two accounts that become one keep the graver state: nobody is freed by a merge. */
export function graverState<T extends { state: MemberState }>(into: T, from: T): T {
  return severity[from.state] > severity[into.state] ? from : into;
}
