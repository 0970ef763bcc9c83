import { allPermissions, roleMatrix } from '@latchkey/contract';
import { describe, expect, it } from 'vitest';
import {
  CODE_WRONG_TRIES,
  coversStores,
  isGuarded,
  isScopeWellFormed,
  isWeakPassword,
  isWithinScope,
  judgeCode,
  limits,
  mayManage,
  mergedFacts,
  secondsLeft,
  windowStart,
} from './rules.ts';

const now = new Date('2026-06-01T04:00:00Z');
const code = { expiresAt: new Date(now.getTime() + 1), usedAt: null, wrongTries: 0, matches: true };

describe('judgeCode', () => {
  it('[IDN-2] a code is right once, until it expires, and not after five wrong tries', () => {
    expect(judgeCode(code, now)).toBe('right');
    expect(judgeCode({ ...code, matches: false }, now)).toBe('wrong');
    expect(judgeCode({ ...code, usedAt: now }, now)).toBe('dead');
    expect(judgeCode({ ...code, expiresAt: now }, now)).toBe('dead');
    expect(judgeCode({ ...code, wrongTries: CODE_WRONG_TRIES }, now)).toBe('dead');
    expect(judgeCode({ ...code, wrongTries: CODE_WRONG_TRIES - 1 }, now)).toBe('right');
    expect(judgeCode(null, now)).toBe('dead');
  });
});

describe('windows', () => {
  it('[IDN-2] begin at multiples of their length and tell how long they last', () => {
    const at = new Date('2026-06-01T04:59:30.500Z');
    expect(windowStart(limits.smsPhoneHour, at).toISOString()).toBe('2026-06-01T04:00:00.000Z');
    expect(secondsLeft(limits.smsPhoneHour, at)).toBe(30);
    expect(secondsLeft(limits.smsPhoneHour, new Date('2026-06-01T04:59:59.999Z'))).toBe(1);
  });
});

describe('isWeakPassword', () => {
  it.each(['short', '123456789', '1234567890', 'aaaaaaaaaaaa', 'PASSWORD123', 'xx-zhang.wei-xx'])(
    '[IDN-6] refuses %s',
    (password) => expect(isWeakPassword(password, 'zhang.wei')).toBe(true),
  );
  it.each(['right-horse-9', '春眠不觉晓处处闻啼鸟', 'Tr0ub4dor&3x'])('[IDN-6] takes %s', (password) =>
    expect(isWeakPassword(password, 'zhang.wei')).toBe(false),
  );
});

describe('authority', () => {
  it('[IDN-17] an account manager cannot make or take over an administrator, nor approve payouts', () => {
    const manager = new Set(roleMatrix.user_administrator);
    expect(mayManage(manager, roleMatrix.platform_administrator)).toBe(false);
    expect(mayManage(manager, ['payouts:approve'])).toBe(false);
    expect(mayManage(manager, roleMatrix.user_administrator)).toBe(true);
    expect(mayManage(manager, roleMatrix.store_manager)).toBe(true);
    expect(mayManage(new Set(allPermissions), allPermissions)).toBe(true);
  });
  it('[IDN-6] names the permissions that need a second factor', () => {
    expect(isGuarded(roleMatrix.cashier)).toBe(false);
    expect(isGuarded(['overview', 'roles:edit'])).toBe(true);
  });
});

describe('scopes', () => {
  it('[IDN-8] a scope is covered when all its stores are within the own ones', () => {
    expect(coversStores(null, null)).toBe(true);
    expect(coversStores(null, ['a'])).toBe(true);
    expect(coversStores(['a', 'b'], ['a'])).toBe(true);
    expect(coversStores(['a'], ['a', 'b'])).toBe(false);
    expect(coversStores(['a'], null)).toBe(false);
  });
  it('[IDN-8] sees people of the own region or of own stores, and nobody above', () => {
    const region = { kind: 'region', ids: ['r1'] } as const;
    expect(isWithinScope(region, ['s1', 's2'], { kind: 'stores', ids: ['s1'] })).toBe(true);
    expect(isWithinScope(region, ['s1'], { kind: 'stores', ids: ['s1', 's9'] })).toBe(false);
    expect(isWithinScope(region, ['s1'], region)).toBe(true);
    expect(isWithinScope(region, ['s1'], { kind: 'region', ids: ['r2'] })).toBe(false);
    expect(isWithinScope(region, ['s1'], { kind: 'entity', ids: ['r1'] })).toBe(false);
    expect(isWithinScope(region, ['s1'], { kind: 'all', ids: [] })).toBe(false);
  });
  it('[IDN-8] names its parts exactly when it is limited', () => {
    expect(isScopeWellFormed({ kind: 'all', ids: [] })).toBe(true);
    expect(isScopeWellFormed({ kind: 'all', ids: ['x'] })).toBe(false);
    expect(isScopeWellFormed({ kind: 'stores', ids: [] })).toBe(false);
    expect(isScopeWellFormed({ kind: 'stores', ids: ['x', 'x'] })).toBe(false);
    expect(isScopeWellFormed({ kind: 'region', ids: ['x'] })).toBe(true);
  });
});

describe('mergedFacts', () => {
  const empty = { name: null, openid: null, unionid: null, consentVersion: null, guideSeen: false, picture: null };
  it('[IDN-1] keeps what either account has, the surviving one first', () => {
    const into = { ...empty, name: '林', consentVersion: '1' };
    const from = { ...empty, name: '小林', openid: 'o1', unionid: 'u1', guideSeen: true, picture: 'b' };
    const both = { name: '林', openid: 'o1', unionid: 'u1', consentVersion: '1', guideSeen: true, picture: 'b' };
    expect(mergedFacts(into, from)).toEqual(both);
  });
  it('[IDN-1] refuses two WeChat accounts', () => {
    expect(mergedFacts({ ...empty, openid: 'a' }, { ...empty, openid: 'b' })).toBeNull();
    expect(mergedFacts({ ...empty, openid: 'a' }, { ...empty, openid: 'a' })).not.toBeNull();
  });
});
