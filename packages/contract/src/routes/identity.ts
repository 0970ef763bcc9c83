import { z } from 'zod';
import { guide, scopeKind, staffState } from '../enums.ts';
import { allPermissions, presetRoles } from '../permissions.ts';
import { defineRoutes } from '../route.ts';
import { done, id, idParams, instant, label, locale, note, pageOf, pageQuery, phone, smsCode } from '../schemas.ts';

/** `cookie` for browsers (HttpOnly, same site); `token` for the mini-program, which gets the session token in the answer. */
const transport = z.enum(['cookie', 'token']).default('cookie');
const consent = z.object({ noticeVersion: z.string().max(20) });
const sessionAnswer = z.object({
  token: z.string().nullable(),
  customerId: id,
  registered: z.boolean(),
  phoneVerified: z.boolean(),
});

/** The most characters of a customer's picture in base64: a file of 384 KiB. */
const FACE_LENGTH = 524_288;

export const customerProfile = z.object({
  id,
  cardNumber: z.string(),
  name: z.string().nullable(),
  /** Masked: 138****1234. */
  phone: z.string().nullable(),
  phoneVerified: z.boolean(),
  wechatBound: z.boolean(),
  locale,
  consentVersion: z.string().nullable(),
  currentNoticeVersion: z.string(),
  registeredAt: instant,
  guideSeen: z.boolean(),
  /** Where the picture is that the customer chose. */
  picture: z.string().nullable(),
});

export const staffScope = z.object({ kind: scopeKind, ids: z.array(id).max(500) });
const permission = z.enum(allPermissions as [string, ...string[]]);
export const staffMember = z.object({
  id,
  loginName: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  state: staffState,
  roles: z.array(z.object({ id, name: z.string(), preset: z.string().nullable() })),
  scope: staffScope,
  totpEnabled: z.boolean(),
  mustChangePassword: z.boolean(),
  lastSignInAt: instant.nullable(),
  createdAt: instant,
});
const loginName = z.string().regex(/^[a-z][a-z0-9._-]{2,31}$/);
const password = z.string().min(1).max(200);
const staffInput = z.object({
  name: label,
  phone: phone.nullable(),
  roleIds: z.array(id).min(1).max(10),
  scope: staffScope,
});

export const auditEntry = z.object({
  id,
  at: instant,
  actor: z.object({
    kind: z.enum(['customer', 'staff', 'system', 'device', 'channel', 'anonymous']),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  action: z.string(),
  object: z.object({ kind: z.string(), id: z.string() }),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  sealed: z.boolean(),
});

export const identityRoutes = defineRoutes({
  'POST /auth/sms-codes': {
    summary: 'Send a sign-in code by SMS. The answer is the same whether or not the number is known.',
    audience: 'public',
    ratePerMinute: 20,
    body: z.object({ phone, purpose: z.enum(['sign_in', 'bind_phone']).default('sign_in'), locale: locale.optional() }),
    response: z.object({ resendAfterSeconds: z.int(), expiresInSeconds: z.int() }),
  },
  'POST /auth/phone': {
    summary: 'Sign in or register with a phone number and its SMS code.',
    audience: 'public',
    ratePerMinute: 30,
    body: z.object({ phone, code: smsCode, consent: consent.optional(), transport, locale: locale.optional() }),
    response: sessionAnswer,
  },
  'POST /auth/wechat': {
    summary: 'Sign in or register with the code of wx.login.',
    audience: 'public',
    ratePerMinute: 60,
    body: z.object({
      code: z.string().min(1).max(200),
      consent: consent.optional(),
      transport: z.enum(['cookie', 'token']).default('token'),
      locale: locale.optional(),
    }),
    response: sessionAnswer,
  },
  'POST /auth/sign-out': { summary: 'End this session.', audience: 'customer', response: done },
  'GET /privacy-notice': {
    summary: 'The privacy notice in force.',
    audience: 'public',
    query: z.object({ locale: locale.default('zh-CN') }),
    response: z.object({
      version: z.string(),
      effectiveFrom: instant,
      title: z.string(),
      paragraphs: z.array(z.object({ heading: z.string(), text: z.string() })),
    }),
  },
  'GET /me': { summary: 'The signed-in customer.', audience: 'customer', response: customerProfile },
  // PUT, not PATCH: the mini-program's request API knows no PATCH.
  'PUT /me': {
    summary: 'Change name, language or the seen guide; what is left out stays.',
    audience: 'customer',
    body: z.object({ name: label.nullable().optional(), locale: locale.optional(), guideSeen: z.boolean().optional() }),
    response: customerProfile,
  },
  'POST /me/picture': {
    summary: 'Choose a picture (PNG, JPEG or WebP) to be seen by; the one before is forgotten.',
    audience: 'customer',
    ratePerMinute: 20,
    bodyLimit: FACE_LENGTH + 1000,
    body: z.object({
      content: z
        .string()
        .min(4)
        .max(FACE_LENGTH)
        .regex(/^[A-Za-z0-9+/]+={0,2}$/),
    }),
    response: customerProfile,
  },
  'DELETE /me/picture': {
    summary: 'Have the picture forgotten.',
    audience: 'customer',
    response: customerProfile,
  },
  'POST /me/phone': {
    summary: 'Verify a phone number for this account; an account that has the number already is merged into one.',
    audience: 'customer',
    ratePerMinute: 30,
    body: z.object({ phone, code: smsCode }),
    response: customerProfile,
  },
  'POST /me/phone/wechat': {
    summary: 'Verify the phone number that WeChat hands over with the customer\u2019s consent (getPhoneNumber code).',
    audience: 'customer',
    ratePerMinute: 30,
    body: z.object({ code: z.string().min(1).max(200) }),
    response: customerProfile,
  },
  'POST /me/consents': {
    summary: 'Accept or withdraw a version of the privacy notice.',
    audience: 'customer',
    body: z.object({ noticeVersion: z.string().max(20), accepted: z.boolean() }),
    response: customerProfile,
  },
  'GET /me/consents': {
    summary: 'The history of the customer\u2019s consents.',
    audience: 'customer',
    response: z.object({ items: z.array(z.object({ noticeVersion: z.string(), accepted: z.boolean(), at: instant })) }),
  },
  'GET /me/data': {
    summary: 'All personal data that is kept about the customer, machine-readable.',
    audience: 'customer',
    ratePerMinute: 5,
    response: z.object({ exportedAt: instant, sections: z.record(z.string(), z.unknown()) }),
  },
  'POST /me/codes': {
    summary: 'Send a code to the account\u2019s own verified phone, to confirm its deletion.',
    audience: 'customer',
    ratePerMinute: 5,
    body: z.object({ purpose: z.enum(['delete_account']) }),
    response: z.object({ resendAfterSeconds: z.int(), expiresInSeconds: z.int() }),
  },
  'DELETE /me': {
    summary:
      'Delete the account. Refused while a visit, an order or money is open; then irreversible pseudonymisation.',
    audience: 'customer',
    ratePerMinute: 5,
    /** The code from `POST /me/codes`; left out only by an account without a verified phone. */
    body: z.object({ code: smsCode.optional() }),
    response: done,
  },

  'POST /staff/auth/sign-in': {
    summary: 'Sign in as staff. With two-factor on, the first call answers totp_required.',
    audience: 'public',
    ratePerMinute: 30,
    body: z.object({ loginName: z.string().min(1).max(64), password, totp: smsCode.optional() }),
    response: z.object({ mustChangePassword: z.boolean() }),
  },
  'POST /staff/auth/sign-out': {
    summary: 'End this staff session.',
    audience: 'staff',
    permission: null,
    response: done,
  },
  'POST /staff/auth/password': {
    summary: 'Change the own password; all other sessions end.',
    audience: 'staff',
    permission: null,
    ratePerMinute: 10,
    body: z.object({ current: password, next: password }),
    response: done,
  },
  'GET /staff/me': {
    summary: 'The signed-in staff member with permissions and scope.',
    audience: 'staff',
    permission: null,
    response: z.object({
      staff: staffMember,
      permissions: z.array(permission),
      storeIds: z.array(id).nullable(),
      guidesSeen: z.array(guide),
    }),
  },
  'PUT /staff/me/guides': {
    summary: 'Remember that the caller has seen a first-run guide, or show it again.',
    audience: 'staff',
    permission: null,
    body: z.object({ guide, seen: z.boolean() }),
    response: z.object({ guidesSeen: z.array(guide) }),
  },
  'POST /staff/me/totp': {
    summary: 'Begin two-factor set-up: a secret and its otpauth address, active once confirmed.',
    audience: 'staff',
    permission: null,
    body: z.object({ password }),
    response: z.object({ secret: z.string(), address: z.string() }),
  },
  'POST /staff/me/totp/confirm': {
    summary: 'Confirm two-factor set-up with a first code.',
    audience: 'staff',
    permission: null,
    body: z.object({ totp: smsCode }),
    response: done,
  },
  'GET /staff/staff': {
    summary: 'Staff accounts in scope.',
    audience: 'staff',
    permission: 'staff',
    query: pageQuery.extend({
      search: z.string().max(60).optional(),
      state: staffState.optional(),
      roleId: id.optional(),
    }),
    response: pageOf(staffMember),
  },
  'POST /staff/staff': {
    summary: 'Create a staff account; the answer holds the first password, shown once.',
    audience: 'staff',
    permission: 'staff:edit',
    body: staffInput.extend({ loginName }),
    response: z.object({ staff: staffMember, password: z.string() }),
  },
  'GET /staff/staff/:id': {
    summary: 'One staff account.',
    audience: 'staff',
    permission: 'staff',
    params: idParams,
    response: staffMember,
  },
  'PUT /staff/staff/:id': {
    summary: 'Change name, phone, roles and scope. A phone that is left out stays.',
    audience: 'staff',
    permission: 'staff:edit',
    params: idParams,
    body: staffInput.extend({ phone: phone.nullable().optional() }),
    response: staffMember,
  },
  'POST /staff/staff/:id/freeze': {
    summary: 'Freeze: sessions and sockets end within 2 s.',
    audience: 'staff',
    permission: 'staff:freeze',
    params: idParams,
    body: z.object({ reason: note }),
    response: staffMember,
  },
  'POST /staff/staff/:id/unfreeze': {
    summary: 'Unfreeze.',
    audience: 'staff',
    permission: 'staff:freeze',
    params: idParams,
    body: z.object({ reason: note }),
    response: staffMember,
  },
  'POST /staff/staff/:id/reset-password': {
    summary: 'Set a new first password, shown once; sessions end.',
    audience: 'staff',
    permission: 'staff:reset_password',
    params: idParams,
    response: z.object({ password: z.string() }),
  },
  'GET /staff/roles': {
    summary: 'Preset and custom roles with their permissions, and the catalogue that they are made from.',
    audience: 'staff',
    permission: 'roles',
    response: z.object({
      items: z.array(
        z.object({
          id,
          name: z.string(),
          preset: z.enum(presetRoles).nullable(),
          permissions: z.array(permission),
          staffCount: z.int(),
        }),
      ),
      catalogue: z.array(z.object({ menu: z.string(), permissions: z.array(permission) })),
    }),
  },
  'POST /staff/roles': {
    summary: 'Create a custom role.',
    audience: 'staff',
    permission: 'roles:edit',
    body: z.object({ name: label, permissions: z.array(permission).min(1).max(200) }),
    response: z.object({ id }),
  },
  'PUT /staff/roles/:id': {
    summary: 'Change a custom role.',
    audience: 'staff',
    permission: 'roles:edit',
    params: idParams,
    body: z.object({ name: label, permissions: z.array(permission).min(1).max(200) }),
    response: done,
  },
  'GET /staff/audit': {
    summary: 'The audit log, newest first.',
    audience: 'staff',
    permission: 'audit',
    query: pageQuery.extend({
      actorId: z.string().max(60).optional(),
      action: z.string().max(60).optional(),
      objectKind: z.string().max(40).optional(),
      objectId: z.string().max(60).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    response: pageOf(auditEntry),
  },
  'POST /staff/audit/verify': {
    summary: 'Verify the hash chain of the audit log.',
    audience: 'staff',
    permission: 'audit:verify',
    ratePerMinute: 6,
    response: z.object({
      intact: z.boolean(),
      entries: z.int(),
      unsealed: z.int(),
      firstBroken: id.nullable(),
      head: z.string().nullable(),
    }),
  },
});
