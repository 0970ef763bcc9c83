import { z } from 'zod';

const list = (allowed: readonly string[]) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(allowed as [string, ...string[]])));

/** What a server process reads from its environment, once, at start. */
const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  /** Where people reach the product; QR codes and callbacks are made from it. */
  LATCHKEY_PUBLIC_URL: z.url().optional(),
  /** Where payment channels reach us, when that differs from the public address. */
  LATCHKEY_CALLBACK_URL: z.url().optional(),
  LATCHKEY_DATA: z.string().default('.latchkey'),
  DATABASE_URL: z.string(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(16),
  MQTT_URL: z.string(),
  MQTT_USERNAME: z.string().default('latchkey-server'),
  MQTT_PASSWORD: z.string().default(''),
  /** `id:key[,id:key]`, newest first; 32 bytes each in base64url. */
  LATCHKEY_MASTER_KEYS: z.string(),
  LATCHKEY_ROLES: list(['web', 'worker', 'devices', 'media']).default(['web', 'worker', 'devices', 'media']),
  /** Demo mode shows the development inbox and the demo guide, and accepts the channel emulator's keys. */
  LATCHKEY_DEMO: z.stringbool().default(false),
  /** The JSON file with the channel emulator's merchant credentials; demo mode only. */
  LATCHKEY_PAYLAB_CREDENTIALS: z.string().optional(),
  /** Origins beside the public address from which browsers may write with cookies. */
  LATCHKEY_TRUSTED_ORIGINS: z.string().default(''),
  /** How many proxies stand in front; 0 trusts no forwarding header. */
  LATCHKEY_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** Calls of one address, and of one signed-in person, to one route in a minute, where the route sets no other limit. */
  LATCHKEY_CALLS_PER_MINUTE: z.coerce.number().int().min(1).max(10_000_000).default(300),
  /** PEM files to end TLS here, without a proxy; both or none. They are read again on SIGHUP. */
  LATCHKEY_TLS_CERT: z.string().optional(),
  LATCHKEY_TLS_KEY: z.string().optional(),
  LATCHKEY_SMS_VENDOR: z.enum(['development', 'https']).default('development'),
  LATCHKEY_SMS_URL: z.url().optional(),
  LATCHKEY_SMS_KEY: z.string().optional(),
  WECHAT_MINI_PROGRAM_BASE: z.url().default('https://api.weixin.qq.com'),
  WECHAT_MINI_PROGRAM_APPID: z.string().optional(),
  WECHAT_MINI_PROGRAM_SECRET: z.string().optional(),
  /** ORG-6: AMap's web service finds addresses when a key is set. */
  LATCHKEY_AMAP_KEY: z.string().min(1).optional(),
  LATCHKEY_AMAP_BASE: z.url().default('https://restapi.amap.com'),
  /** ORD-5: how long an order waits for its payment. */
  LATCHKEY_ORDER_MINUTES: z.coerce.number().int().min(1).max(1440).default(30),
  /** ORD-21: how long a cart lives after its last change. */
  LATCHKEY_CART_MINUTES: z.coerce.number().int().min(1).max(1440).default(30),
  /** ORD-6: how often the channel is asked about an abnormal order. */
  LATCHKEY_QUERY_MINUTES: z.coerce.number().int().min(1).max(1440).default(60),
  /** VID-1: addresses, with commas, by which browsers reach this server for pictures, beside its own interfaces' (behind NAT). */
  LATCHKEY_MEDIA_ADDRESSES: z.string().default(''),
  /** UDP ports for pictures, as `40000-40100`; any free one where it is not set. */
  LATCHKEY_MEDIA_PORTS: z
    .string()
    .regex(/^\d{4,5}-\d{4,5}$/)
    .optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface Config {
  port: number;
  host: string;
  publicUrl: string;
  callbackUrl: string;
  dataDirectory: string;
  databaseUrl: string;
  databaseConnections: number;
  mqtt: { url: string; username: string; password: string };
  masterKeys: string;
  roles: ReadonlySet<string>;
  demo: boolean;
  paylabCredentials: string | null;
  trustedOrigins: readonly string[];
  trustedProxies: number;
  callsPerMinute: number;
  tls: { certFile: string; keyFile: string } | null;
  sms: { vendor: 'development' | 'https'; url: string | null; key: string | null };
  miniProgram: { base: string; appId: string | null; secret: string | null };
  amap: { key: string | null; base: string };
  orderMinutes: number;
  cartMinutes: number;
  queryMinutes: number;
  media: { addresses: readonly string[]; ports: readonly [number, number] | null };
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Parses the environment; throws an error that names every variable that is missing or wrong. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not right:\n  ${problems.join('\n  ')}`);
  }
  const e = parsed.data;
  const { LATCHKEY_TLS_CERT: certFile, LATCHKEY_TLS_KEY: keyFile } = e;
  if ((certFile === undefined) !== (keyFile === undefined))
    throw new Error('The environment is not right:\n  LATCHKEY_TLS_CERT and LATCHKEY_TLS_KEY come together');
  const tls = certFile && keyFile ? { certFile, keyFile } : null;
  const publicUrl = (e.LATCHKEY_PUBLIC_URL ?? `${tls ? 'https' : 'http'}://127.0.0.1:${e.PORT}`).replace(/\/$/, '');
  return {
    port: e.PORT,
    host: e.HOST,
    publicUrl,
    callbackUrl: (e.LATCHKEY_CALLBACK_URL ?? publicUrl).replace(/\/$/, ''),
    dataDirectory: e.LATCHKEY_DATA,
    databaseUrl: e.DATABASE_URL,
    databaseConnections: e.DATABASE_CONNECTIONS,
    mqtt: { url: e.MQTT_URL, username: e.MQTT_USERNAME, password: e.MQTT_PASSWORD },
    masterKeys: e.LATCHKEY_MASTER_KEYS,
    roles: new Set(e.LATCHKEY_ROLES),
    demo: e.LATCHKEY_DEMO,
    paylabCredentials: e.LATCHKEY_PAYLAB_CREDENTIALS ?? null,
    trustedOrigins: e.LATCHKEY_TRUSTED_ORIGINS.split(',').filter(Boolean),
    trustedProxies: e.LATCHKEY_TRUSTED_PROXIES,
    callsPerMinute: e.LATCHKEY_CALLS_PER_MINUTE,
    tls,
    sms: { vendor: e.LATCHKEY_SMS_VENDOR, url: e.LATCHKEY_SMS_URL ?? null, key: e.LATCHKEY_SMS_KEY ?? null },
    miniProgram: {
      base: e.WECHAT_MINI_PROGRAM_BASE,
      appId: e.WECHAT_MINI_PROGRAM_APPID ?? null,
      secret: e.WECHAT_MINI_PROGRAM_SECRET ?? null,
    },
    amap: { key: e.LATCHKEY_AMAP_KEY ?? null, base: e.LATCHKEY_AMAP_BASE.replace(/\/$/, '') },
    orderMinutes: e.LATCHKEY_ORDER_MINUTES,
    cartMinutes: e.LATCHKEY_CART_MINUTES,
    queryMinutes: e.LATCHKEY_QUERY_MINUTES,
    media: mediaOf(e.LATCHKEY_MEDIA_ADDRESSES, e.LATCHKEY_MEDIA_PORTS, e.HOST),
    logLevel: e.LOG_LEVEL,
  };
}

/** A server that listens on this machine alone is watched from it alone: browsers reach it by the loopback. */
function mediaOf(addresses: string, range: string | undefined, host: string): Config['media'] {
  const named = addresses.split(',').filter(Boolean);
  const [from, to] = (range ?? '').split('-').map(Number);
  const ports = from && to && from < to && to <= 65_535 ? ([from, to] as const) : null;
  if (range !== undefined && !ports)
    throw new Error('The environment is not right:\n  LATCHKEY_MEDIA_PORTS is no range');
  return { addresses: named.length === 0 && host === '127.0.0.1' ? [host] : named, ports };
}
