export interface ScannerProps {
  /** What is looked for: goods' barcodes, or the code on a door. */
  kind: 'goods' | 'door';
  /** A code was read; a code that stays in view is told once. */
  onCode: (text: string) => void;
}
