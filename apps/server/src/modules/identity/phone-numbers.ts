import type { Crypto } from '../../kernel/crypto.ts';
import { maskPhone } from '../../kernel/masking.ts';

/** What the database keeps of a phone number: sealed, and keyed hashes of the whole and of the last four digits. */
export interface StoredPhone {
  sealed: string;
  index: string;
  tailIndex: string;
}

export const phoneIndex = (crypto: Crypto, phone: string): string => crypto.blindIndex(phone, 'phone');
export const phoneTailIndex = (crypto: Crypto, lastFour: string): string => crypto.blindIndex(lastFour, 'phone_tail');

export function storePhone(crypto: Crypto, phone: string): StoredPhone {
  return {
    sealed: crypto.seal(phone, 'phone'),
    index: phoneIndex(crypto, phone),
    tailIndex: phoneTailIndex(crypto, phone.slice(-4)),
  };
}

export const openPhone = (crypto: Crypto, sealed: string): string => crypto.open(sealed, 'phone');

/** The masked number of a sealed one; null stays null. */
export function maskedPhone(crypto: Crypto, sealed: string | null): string | null {
  return sealed === null ? null : maskPhone(openPhone(crypto, sealed));
}
