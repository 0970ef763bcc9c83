/** 13812341234 → 138****1234. Anything shorter keeps only its last two characters. */
export function maskPhone(phone: string): string {
  return phone.length >= 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `****${phone.slice(-2)}`;
}

/** 203.0.113.9 → 203.0.113.*; 2001:db8:1:2:3:4:5:6 → 2001:db8:1:2:*. */
export function maskAddress(address: string): string {
  return address.includes('.') && !address.startsWith('::ffff:')
    ? address.replace(/\d+$/, '*')
    : address.replace(/^::ffff:(\d+\.\d+\.\d+)\.\d+$/, '$1.*').replace(/^((?:[0-9a-f]*:){4}).*:.*$/i, '$1*');
}

/** 张三丰 → 张**; Alice → A****. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.min(rest.length, 4));
}
