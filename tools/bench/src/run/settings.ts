/** What the command line says beside a bench's name. */
export interface BenchSettings {
  /** `growth`: so many past orders in the end. */
  past: number;
  /** `door`, `devices`: taps a second. */
  rate: number;
  /** `devices`: so many that are connected. */
  devices: number;
  /** `shopflow`: the folder with the scripts that install, start and measure other shops; null measures ours alone. */
  peers: string | null;
}
