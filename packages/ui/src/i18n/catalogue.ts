/** A tree of texts. Leaves are i18next strings with `{{name}}` holes. */
export type Catalogue = { readonly [key: string]: string | Catalogue };

/** The same tree with any text at its leaves: what a translation of `C` must be. */
export type Translated<C> = { readonly [K in keyof C]: C[K] extends string ? string : Translated<C[K]> };

/** Dotted paths to the leaves of `C`. */
export type TextKey<C> = {
  [K in keyof C & string]: C[K] extends string ? K : `${K}.${TextKey<C[K]>}`;
}[keyof C & string];

/** All dotted leaf paths with their texts, sorted; used to compare catalogues. */
export function flatten(catalogue: Catalogue, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [path, text] of flatten(value, `${prefix}${key}.`)) flat.set(path, text);
  }
  return new Map([...flat].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Keys missing on either side, empty texts, and texts whose holes differ from the source's. */
export function differences(source: Catalogue, translation: Catalogue): string[] {
  const from = flatten(source);
  const to = flatten(translation);
  const found: string[] = [];
  for (const [key, text] of from) {
    const other = to.get(key);
    if (other === undefined) found.push(`missing ${key}`);
    else if (other.trim() === '') found.push(`empty ${key}`);
    else if (holes(text) !== holes(other)) found.push(`holes differ in ${key}`);
  }
  for (const key of to.keys()) if (!from.has(key)) found.push(`surplus ${key}`);
  return found;
}

function holes(text: string): string {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)]
    .map((match) => match[1])
    .sort()
    .join();
}
