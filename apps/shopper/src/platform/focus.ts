/** The mini-program keeps no keyboard focus to hold. */
export function holdFocus(_id: string, _onEscape: () => void): () => void {
  return () => undefined;
}
