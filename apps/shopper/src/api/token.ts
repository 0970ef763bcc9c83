import { storage } from '../platform/storage';
import { isWeapp } from '../platform/target';

let held: string | null = isWeapp ? storage.read('token') : null;

/** The session token: only the mini-program holds one, the web has an HttpOnly cookie that no script can read. */
export const sessionToken = {
  get: (): string | null => held,
  set(token: string | null): void {
    if (!isWeapp) return;
    held = token;
    if (token === null) storage.remove('token');
    else storage.write('token', token);
  },
};
