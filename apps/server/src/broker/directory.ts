import pg from 'pg';

/** Who may connect. `verify` gets the SHA-256 of the presented secret. */
export interface DeviceDirectory {
  verify(code: string, secretSha256: Buffer): Promise<'ok' | 'wrong_secret' | 'unknown_device'>;
  /** Those of the given codes which may stay connected. */
  stillAllowed(codes: readonly string[]): Promise<Set<string>>;
  close(): Promise<void>;
}

/** Reads devices.devices, the one table the broker shares with the server; frozen and removed devices are unknown. */
export function createDatabaseDirectory(databaseUrl: string): DeviceDirectory {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 3,
    application_name: 'latchkey-broker',
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
  });
  pool.on('error', () => undefined); // an idle connection broke; the next query opens another
  return {
    async verify(code, secretSha256) {
      const found = await pool.query<{ same: boolean }>({
        name: 'broker_verify_device',
        text: `
          select secret_sha256 = $2 as same
          from devices.devices
          where code = $1
            and state = 'active'`,
        values: [code, secretSha256],
      });
      const row = found.rows[0];
      if (!row) return 'unknown_device';
      return row.same ? 'ok' : 'wrong_secret';
    },
    async stillAllowed(codes) {
      const found = await pool.query<{ code: string }>({
        name: 'broker_still_allowed',
        text: `
          select code
          from devices.devices
          where code = any($1)
            and state = 'active'`,
        values: [codes],
      });
      return new Set(found.rows.map((row) => row.code));
    },
    close: () => pool.end(),
  };
}
