import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { requireSystem, systemActor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, Kernel, Runtime } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type ChannelAccountRow, findAccount, upsertAccount } from './account-store.ts';
import {
  createWechatPayClient,
  looksEmulated,
  type WechatPayClient,
  type WechatPayConfig,
} from './wechat-pay/index.ts';

const SEAL_PURPOSE = 'payments.channel_secrets';

const secrets = z.object({
  merchantPrivateKey: z.string(),
  apiV3Key: z.string(),
  platformKeys: z.record(z.string(), z.string()),
});

export interface ChannelAccountInput {
  /** Part of the callback addresses: lower-case letters, digits and dashes. */
  code: string;
  /** Null serves every entity that has no account of its own. */
  entityId: string | null;
  enabled: boolean;
  /** Basis points that the channel keeps. */
  feeRate: number;
  wechatPay: WechatPayConfig;
}

/**
 * PAY-1: stores a WeChat Pay merchant account; its secrets are sealed. Throws invalid_input when the keys do not parse,
 * and forbidden for the emulator's keys outside demo mode.
 */
export async function configureWechatPay(ctx: Context, input: ChannelAccountInput): Promise<void> {
  requireSystem(ctx.actor);
  const { wechatPay } = input;
  const emulator = looksEmulated(wechatPay);
  if (emulator && !ctx.kernel.config.demo) throw new AppError('forbidden');
  try {
    createWechatPayClient(wechatPay);
  } catch {
    throw new AppError('invalid_input', { field: 'wechatPay', issue: 'keys' });
  }
  const { merchantPrivateKey, apiV3Key, platformKeys, baseUrl, mchid, appid, merchantSerial } = wechatPay;
  const settings = { baseUrl, mchid, appid, merchantSerial, downloadsCertificates: wechatPay.downloadsCertificates };
  await upsertAccount(ctx.tx, {
    code: input.code,
    channel: 'wechat',
    entityId: input.entityId,
    enabled: input.enabled,
    emulator,
    settings,
    secretsSealed: ctx.kernel.crypto.seal(
      JSON.stringify({ merchantPrivateKey, apiV3Key, platformKeys }),
      `${SEAL_PURPOSE}:${input.code}`,
    ),
    feeRate: input.feeRate,
    now: ctx.now,
  });
  await audit(ctx, {
    action: 'payments.configure_channel',
    object: { kind: 'channel_account', id: input.code },
    after: { ...settings, enabled: input.enabled, feeRate: input.feeRate, entityId: input.entityId },
  });
}

/** A channel account that is ready for calls. */
export interface ChannelAccount extends ChannelAccountRow {
  client: WechatPayClient;
}

/** Opens accounts and keeps one client for each version, so that fetched certificates last. */
export interface Channels {
  /** Throws channel_not_configured for an unknown account, and for an emulated one outside demo mode. */
  open(runtime: Runtime, code: string): Promise<ChannelAccount>;
}

export function createChannels(): Channels {
  const clients = new Map<string, WechatPayClient>();
  return {
    async open(runtime, code) {
      const row = await findAccount(runtime.database, code);
      if (!row || (row.emulator && !runtime.kernel.config.demo)) throw new AppError('channel_not_configured');
      const name = `${row.code}@${row.version}`;
      let client = clients.get(name);
      if (!client) {
        client = createWechatPayClient(openConfig(runtime.kernel, row));
        clients.set(name, client);
      }
      return { ...row, client };
    },
  };
}

function openConfig(kernel: Kernel, row: ChannelAccountRow): WechatPayConfig {
  const opened = secrets.parse(JSON.parse(kernel.crypto.open(row.secretsSealed, `${SEAL_PURPOSE}:${row.code}`)));
  const config = { ...row.settings, ...opened };
  if (looksEmulated(config) && !kernel.config.demo) throw new AppError('channel_not_configured');
  return config;
}

const emulatorCredentials = z.object({
  emulator: z.literal('paylab'),
  baseUrl: z.url(),
  mchid: z.string(),
  appid: z.string(),
  apiV3Key: z.string(),
  merchantSerial: z.string(),
  merchantPrivateKey: z.string(),
  platformKeys: z.record(z.string(), z.string()),
  downloadsCertificates: z.boolean(),
});

/** The account that demo mode pays with; WeChat Pay's usual 0.6 %. */
export const EMULATOR_ACCOUNT = 'paylab';
const USUAL_FEE_RATE = 60;

/** Demo mode: takes over the emulator's credentials file as the platform's account. Does nothing without one. */
export async function adoptEmulatorCredentials(runtime: Runtime): Promise<void> {
  const { demo, paylabCredentials } = runtime.kernel.config;
  if (!demo || paylabCredentials === null) return;
  const given = emulatorCredentials.parse(JSON.parse(await readFile(paylabCredentials, 'utf8')));
  const { emulator: _mark, ...wechatPay } = given;
  await runtime.transaction(systemActor('payments'), (ctx) =>
    configureWechatPay(ctx, {
      code: EMULATOR_ACCOUNT,
      entityId: null,
      enabled: true,
      feeRate: USUAL_FEE_RATE,
      wechatPay,
    }),
  );
}
