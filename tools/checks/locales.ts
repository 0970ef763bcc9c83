// Message catalogues come in three languages with the same keys and the same placeholders in each.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Check } from './check.ts';
import { readTree, treeFiles } from './tree.ts';

const LANGUAGES = ['zh-CN', 'en', 'zh-TW'];
const CATALOGUE = /(^|\/)(locales|words)\/(zh-CN|en|zh-TW)\.(ts|json)$/;

/** Flattens nested texts to `a.b.c` → text. */
export function flatten(value: unknown, prefix = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[prefix, value]]);
  const texts = new Map<string, string>();
  if (typeof value !== 'object' || value === null) return texts;
  for (const [key, inner] of Object.entries(value)) {
    for (const entry of flatten(inner, prefix ? `${prefix}.${key}` : key)) texts.set(...entry);
  }
  return texts;
}

function placeholders(text: string): string {
  return [...new Set([...text.matchAll(/\{\{?\s*([\w.]+)[^}]*\}/g)].map((hit) => hit[1]))].sort().join(',');
}

/** A plural key counts once: Chinese has one form where English has two. */
const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');

/** What the second catalogue lacks or writes otherwise, compared with the first. */
export function compareCatalogues(first: Map<string, string>, second: Map<string, string>): string[] {
  const keys = new Set([...second.keys()].map(withoutPlural));
  const problems = [...first.keys()].filter((key) => !keys.has(withoutPlural(key))).map((key) => `lacks ${key}`);
  for (const [key, text] of second) {
    if (text.trim() === '') problems.push(`has no text for ${key}`);
    const other = first.get(key);
    if (other !== undefined && placeholders(other) !== placeholders(text)) {
      problems.push(`${key} has other placeholders (${placeholders(text)} instead of ${placeholders(other)})`);
    }
  }
  return problems;
}

async function load(root: string, path: string): Promise<Map<string, string>> {
  if (path.endsWith('.json')) return flatten(JSON.parse(readTree(root, path)));
  const module: Record<string, unknown> = await import(pathToFileURL(join(root, path)).href);
  return flatten(module.default ?? Object.values(module)[0]);
}

export const locales: Check = {
  name: 'message catalogues are complete in three languages',
  async run(root) {
    const files = treeFiles(root, CATALOGUE);
    const folders = [...new Set(files.map((path) => path.slice(0, path.lastIndexOf('/'))))];
    const problems: string[] = [];
    for (const folder of folders) {
      const texts = new Map<string, Map<string, string>>();
      for (const language of LANGUAGES) {
        const path = files.find((file) => file.startsWith(`${folder}/${language}.`));
        if (path) texts.set(language, await load(root, path));
        else problems.push(`${folder}: no catalogue ${language}`);
      }
      for (const [one, first] of texts) {
        if (first.size === 0) problems.push(`${folder}/${one}: no texts seen (export one object)`);
        for (const [two, second] of texts) {
          if (one !== two) problems.push(...compareCatalogues(first, second).map((p) => `${folder}/${two}: ${p}`));
        }
      }
    }
    return [...new Set(problems)];
  },
};
