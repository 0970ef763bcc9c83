// CAT-8: how goods are found: by a piece of their words, by the first letters of the words' pinyin, and with typing errors.

/** What is kept beside a product for finding it. */
export interface SearchFacts {
  /** Name, brand, spec and tags, folded, one a line. */
  text: string;
  /** First letters of name and brand, in every reading. */
  initials: string;
  /** Pairs of neighbouring signs of all of it. */
  pairs: string[];
}

/** What a search means. */
export interface SearchQuery {
  /** As typed, for a literal look at the name. */
  literal: string;
  /** Letters and digits only; null when there are too few to look at. */
  folded: string | null;
  /** What to look for among first letters: what was typed where it is letters, else the first letters of it; or null. */
  initials: string | null;
  /** Signs were written, not letters: the first letters then only mend a wrong sign. */
  written: boolean;
  pairs: string[];
  /** How many of the pairs a product must have to be meant in spite of typing errors. */
  enough: number;
}

const HAN = /\p{Script=Han}/u;

/** Wide forms narrow, capitals small, and nothing but letters and digits: spaces and dots are typed in many ways. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

// The order of signs by pinyin is the platform's (ICU); these are the first signs of each letter in it.
const LETTERS = 'abcdefghjklmnopqrstwxyz';
const FIRST_SIGNS = '吖丷嚓咑妸发旮哈丌咔垃呣拏喔妑七呥仨他屲夕丫帀';
const byPinyin = new Intl.Collator('zh-u-co-pinyin');
const known = new Map<string, string>();

/** Signs of goods and shops with more than one reading. */
const READINGS: Readonly<Record<string, string>> = {
  重: 'zc',
  长: 'cz',
  長: 'cz',
  乐: 'ly',
  樂: 'ly',
  行: 'hx',
  藏: 'cz',
  朝: 'cz',
  调: 'td',
  調: 'td',
  弹: 'dt',
  彈: 'dt',
  单: 'ds',
  茄: 'qj',
  会: 'hk',
  解: 'jx',
  盛: 'sc',
  传: 'cz',
  降: 'jx',
  参: 'sc',
  參: 'sc',
  曾: 'zc',
  卡: 'kq',
  咖: 'kg',
  伽: 'jgq',
  石: 'sd',
  蛤: 'gh',
  奇: 'qj',
  提: 'td',
  厦: 'xs',
  澄: 'cd',
  折: 'zs',
  车: 'cj',
  仔: 'zj',
  囤: 'td',
  煲: 'b',
  粘: 'nz',
  呷: 'xg',
};

/** The first letter of a sign's pinyin, or all of them; a letter or digit is itself. */
function readings(sign: string): string {
  if (!HAN.test(sign)) return sign;
  const several = READINGS[sign];
  if (several !== undefined) return several;
  let letter = known.get(sign);
  if (letter === undefined) {
    const after = [...FIRST_SIGNS].findIndex((first) => byPinyin.compare(sign, first) < 0);
    letter = LETTERS.at(after === -1 ? -1 : Math.max(0, after - 1)) ?? '';
    known.set(sign, letter);
  }
  return letter;
}

const MOST_READINGS = 8;

/** First letters of a folded text, in each reading, the usual one first. */
export function initialsOf(folded: string): string[] {
  let all = [''];
  for (const sign of folded) {
    const letters = all.length < MOST_READINGS ? readings(sign) : readings(sign).slice(0, 1);
    all = [...letters].flatMap((letter) => all.map((before) => before + letter)).slice(0, MOST_READINGS);
  }
  return all.filter((letters) => letters !== '');
}

/** Pairs of neighbouring signs, each once. */
export function pairsOf(...texts: readonly string[]): string[] {
  const pairs = new Set<string>();
  for (const text of texts) {
    const signs = [...text];
    for (let i = 1; i < signs.length; i++) pairs.add(`${signs[i - 1]}${signs[i]}`);
  }
  return [...pairs];
}

export function searchFacts(product: {
  name: string;
  brand: string | null;
  spec: string | null;
  tags: readonly string[];
}): SearchFacts {
  const words = [product.name, product.brand ?? '', product.spec ?? '', ...product.tags].map(fold).filter(Boolean);
  const initials = [product.name, product.brand ?? ''].map(fold).flatMap(initialsOf);
  return { text: words.join('\n'), initials: initials.join('\n'), pairs: pairsOf(...words, ...initials) };
}

const MOST_SIGNS = 40;

export function searchQuery(typed: string): SearchQuery {
  const folded = [...fold(typed)].slice(0, MOST_SIGNS).join('');
  const length = [...folded].length;
  const written = HAN.test(folded);
  const letters = written ? (initialsOf(folded)[0] ?? '') : folded;
  const pairs = pairsOf(folded);
  return {
    literal: typed,
    folded: length < 2 && !written ? null : folded,
    // Two signs share their first letters with too many others to be a slip of one of them.
    initials: letters.length < (written ? 3 : 2) ? null : letters,
    written,
    pairs: written ? pairsOf(folded, letters) : pairs,
    enough: length < 3 ? pairs.length : Math.max(written ? 1 : 2, Math.ceil(pairs.length / 2)),
  };
}
