import { describe, expect, test } from 'vitest';
import { fold, initialsOf, pairsOf, searchFacts, searchQuery } from './search-rules.ts';

const initials = (text: string) => initialsOf(fold(text));

describe('first letters of pinyin', () => {
  test.each([
    ['可口可乐', 'kkkl'],
    ['农夫山泉', 'nfsq'],
    ['康师傅红烧牛肉面', 'ksfhsnrm'],
    ['元气森林', 'yqsl'],
    ['阿萨姆奶茶', 'asmnc'],
    ['百事薯片', 'bssp'],
    ['东方树叶', 'dfsy'],
    ['鹅肝', 'eg'],
    ['果粒橙', 'glc'],
    ['饼干', 'bg'],
    ['脉动', 'md'],
    ['哦', 'o'],
    ['怡宝', 'yb'],
    ['娃哈哈', 'whh'],
    ['卫龙辣条', 'wllt'],
    ['做饭酱油', 'zfjy'],
  ])('[CAT-8] %s begins %s', (text, letters) => {
    expect(initials(text)).toContain(letters);
  });
  test('[CAT-8] a sign with two readings is found by either', () => {
    expect(initials('重庆')).toEqual(['zq', 'cq']);
    expect(initials('长城干红')).toContain('ccgh');
    expect(initials('咖喱')).toContain('gl');
  });
  test('[CAT-8] latin words and numbers stay, wide forms become narrow', () => {
    expect(initials('７喜 Zero 330ml')).toEqual(['7xzero330ml']);
  });
  test('[CAT-8] traditional signs read as simplified ones do', () => {
    expect(initials('可口可樂')).toContain('kkkl');
  });
  test('[CAT-8] many readings do not multiply without end', () => {
    expect(initialsOf('重长乐行藏朝调弹').length).toBeLessThanOrEqual(8);
  });
});

describe('searches', () => {
  test('[CAT-8] pairs are of neighbours, each once', () => {
    expect(pairsOf('kkkl', 'kl')).toEqual(['kk', 'kl']);
  });
  test('[CAT-8] a single letter is too little to look at, a single sign is not', () => {
    expect(searchQuery('k').folded).toBeNull();
    expect(searchQuery('茶').folded).toBe('茶');
    expect(searchQuery('%%')).toMatchObject({ folded: null, initials: null, pairs: [] });
  });
  test('[CAT-8] what is kept has name, brand, spec and tags', () => {
    const facts = searchFacts({ name: '可乐', brand: 'Coca-Cola', spec: '330 ml', tags: ['冰的'] });
    expect(facts.text).toBe('可乐\ncocacola\n330ml\n冰的');
    expect(facts.initials.split('\n')).toEqual(['kl', 'ky', 'cocacola']);
  });
});
