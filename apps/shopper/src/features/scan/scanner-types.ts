export interface ScannerProps {
  /** What is looked for: goods' barcodes, or the code on a door. */
  kind: 'goods' | 'door';
  /** A code was read; the same code is not told again within two seconds. */
  onCode: (text: string) => void;
}
