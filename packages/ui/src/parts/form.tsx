import { type FormInstance, Input } from 'antd';
import { useState } from 'react';
import { type Problem, toProblem } from '../http/problem.ts';
import { parsePrice, priceParts } from './money.ts';
import './parts.css';

/**
 * Puts an `invalid_input` under its own field, or under the nearest one around it, where the form has it; false when the
 * caller must show it elsewhere.
 */
export function showFieldError(form: FormInstance, cause: unknown): boolean {
  const problem = toProblem(cause);
  const path = fieldOf(problem) ?? [];
  const depth = path.findLastIndex((_, index) => form.getFieldInstance(path.slice(0, index + 1)) !== undefined);
  if (depth < 0) return false;
  const { issue } = problem.data as { issue?: unknown };
  form.setFields([{ name: path.slice(0, depth + 1), errors: [typeof issue === 'string' ? issue : problem.message] }]);
  return true;
}

/** The path of the field that the server refused: `body.price` and `lines.0.quantity` as form names. */
export function fieldOf(problem: Problem): (string | number)[] | null {
  const field = (problem.data as Record<string, unknown> | null)?.field;
  if (problem.code !== 'invalid_input' || typeof field !== 'string' || field === '') return null;
  const path = field.replace(/^(body|query|params)\./, '').split('.');
  return path.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function priceDraft(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return '';
  const { yuan, decimals } = priceParts(fen);
  return `${yuan.replaceAll(',', '')}.${decimals}`;
}

/** A price input over integer fen; what is typed stays as typed until the value changes from outside. */
export function PriceInput(props: {
  id?: string;
  value?: number | null;
  onChange?: (fen: number | null) => void;
  placeholder?: string;
  disabled?: boolean;
}) {
  const { value = null } = props;
  const [draft, setDraft] = useState(() => priceDraft(value));
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    if (parsePrice(draft) !== value) setDraft(priceDraft(value));
  }
  return (
    <Input
      id={props.id}
      prefix="¥"
      inputMode="decimal"
      autoComplete="off"
      disabled={props.disabled ?? false}
      placeholder={props.placeholder}
      value={draft}
      onChange={(event) => {
        const fen = parsePrice(event.target.value);
        setDraft(event.target.value);
        setSeen(fen);
        props.onChange?.(fen);
      }}
    />
  );
}
