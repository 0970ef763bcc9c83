/** One rule of the house that a command enforces. */
export interface Check {
  readonly name: string;
  /** Problems found in the tree at `root`, one readable line each; none when all is well. */
  run(root: string): Promise<string[]>;
}
