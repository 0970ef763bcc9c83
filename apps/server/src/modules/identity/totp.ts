import { generateSecret, generateURI, verify } from 'otplib';

export const newTotpSecret = (): string => generateSecret();

/** The address for authenticator apps (otpauth://, RFC 6238 with the usual 30 s and six digits). */
export const totpAddress = (secret: string, loginName: string): string =>
  generateURI({ issuer: 'Latchkey', label: loginName, secret });

/**
 * Checks a code of now or 30 s around; answers its time step, or null when it is wrong or not newer than the last one
 * that was used: a code works once.
 */
export async function checkTotp(
  secret: string,
  code: string,
  now: Date,
  lastStep: number | null,
): Promise<number | null> {
  const epoch = Math.floor(now.getTime() / 1000);
  const result = await verify({ secret, token: code, epoch, epochTolerance: 30 });
  if (!result.valid || !('timeStep' in result)) return null;
  return lastStep !== null && result.timeStep <= lastStep ? null : result.timeStep;
}
