import { describe, expect, it } from 'vitest';
import { parseJsonBody } from './json-body.ts';

const parse = (text: string) => parseJsonBody(Buffer.from(text, 'latin1'));

describe('the body of a request', () => {
  it.each([
    ['"\\u0000"', 'text'],
    ['{"name":"a\\ud800b"}', 'text'],
    ['[{"\\udc00":1}]', 'text'],
    ['"\xff\xfe"', 'JSON'],
    ['{"a":', 'JSON'],
    ['NaN', 'JSON'],
    [`${'['.repeat(33)}${']'.repeat(33)}`, 'too deep'],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'too deep'],
    [`${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`, 'too deep'],
  ])('[PLT-8] is refused when no database can hold it or it would exhaust the stack', (text, issue) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'invalid_input', data: { field: 'body', issue } }),
    );
  });

  it('[PLT-8] keeps what people write, and pollutes no prototype', () => {
    const text = '{"name":"青柠💰","__proto__":{"admin":true},"list":[1,null,{"deep":[[]]}]}';
    expect(parseJsonBody(Buffer.from(text))).toMatchObject({ name: '青柠💰', list: [1, null, { deep: [[]] }] });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
