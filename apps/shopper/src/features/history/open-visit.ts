import type { Visit } from '../../api';

export function isOpenVisit({ state }: Visit): boolean {
  return state === 'entering' || state === 'inside' || state === 'leaving';
}
