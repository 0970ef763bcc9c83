import { createPublicKey, createSign, type KeyObject } from 'node:crypto';

/** Writes minimal self-signed X.509 v3 certificates (RFC 5280): Node reads certificates but cannot make them. */
export interface CertificateInput {
  privateKey: KeyObject;
  /** Upper-case hex, at most 20 bytes, first byte from 01 to 7F. */
  serial: string;
  commonName: string;
  organisation: string;
  validFrom: Date;
  validTo: Date;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const NULL = 0x05;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const GENERALIZED_TIME = 0x18;
const CONTEXT_0 = 0xa0;

const OID_COMMON_NAME = '550403';
const OID_ORGANISATION = '55040a';
const OID_SHA256_WITH_RSA = '2a864886f70d01010b';

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const hex = content.length.toString(16);
  const length = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

const oid = (hex: string) => der(OBJECT_IDENTIFIER, Buffer.from(hex, 'hex'));

function nameAttribute(type: string, value: string): Buffer {
  return der(SET, der(SEQUENCE, oid(type), der(UTF8_STRING, Buffer.from(value, 'utf8'))));
}

function time(value: Date): Buffer {
  const text = `${value.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  return der(GENERALIZED_TIME, Buffer.from(text, 'ascii'));
}

export function createCertificate(input: CertificateInput): string {
  if (!/^[0-7][0-9A-F]([0-9A-F]{2}){3,19}$/.test(input.serial)) throw new RangeError('Not a usable serial number');
  const algorithm = der(SEQUENCE, oid(OID_SHA256_WITH_RSA), der(NULL));
  const name = der(
    SEQUENCE,
    nameAttribute(OID_ORGANISATION, input.organisation),
    nameAttribute(OID_COMMON_NAME, input.commonName),
  );
  const publicKey = createPublicKey(input.privateKey).export({ type: 'spki', format: 'der' });
  const body = der(
    SEQUENCE,
    der(CONTEXT_0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from(input.serial, 'hex')),
    algorithm,
    name,
    der(SEQUENCE, time(input.validFrom), time(input.validTo)),
    name,
    publicKey,
  );
  const signature = createSign('RSA-SHA256').update(body).sign(input.privateKey);
  const certificate = der(SEQUENCE, body, algorithm, der(BIT_STRING, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
