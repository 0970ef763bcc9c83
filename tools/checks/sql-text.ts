// Finds the SQL written in tagged templates: sql`…`, with whatever is nested in its ${…} left out of each piece.

export interface SqlPiece {
  readonly text: string;
  /** Position of the piece in the file. */
  readonly at: number;
}

/** Position after the `}` that closes an interpolation opened before `from`. */
function afterInterpolation(source: string, from: number): number {
  let depth = 1;
  let at = from;
  while (at < source.length && depth > 0) {
    const char = source[at];
    if (char === '`') at = afterTemplate(source, at + 1);
    else {
      if (char === '{') depth += 1;
      if (char === '}') depth -= 1;
      at += 1;
    }
  }
  return at;
}

function afterTemplate(source: string, from: number): number {
  let at = from;
  while (at < source.length && source[at] !== '`') {
    if (source[at] === '\\') at += 2;
    else if (source.startsWith('${', at)) at = afterInterpolation(source, at + 2);
    else at += 1;
  }
  return at + 1;
}

/** Every sql`…` of a source text, interpolations replaced by a blank. */
export function sqlPieces(source: string): SqlPiece[] {
  const pieces: SqlPiece[] = [];
  for (const match of source.matchAll(/\bsql(<[^`]*?>)?`/g)) {
    const start = match.index + match[0].length;
    const end = afterTemplate(source, start) - 1;
    let text = '';
    for (let at = start; at < end; ) {
      if (source.startsWith('${', at)) {
        at = afterInterpolation(source, at + 2);
        text += ' ';
      } else {
        text += source[at];
        at += 1;
      }
    }
    pieces.push({ text, at: match.index });
  }
  return pieces;
}
