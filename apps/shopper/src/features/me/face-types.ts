export interface FaceProps {
  /** Address of the picture that was chosen. */
  picture: string | null;
  busy: boolean;
  /** Answers the chosen picture in base64; throws when it cannot be read. */
  onChoose: (read: () => Promise<string>) => void;
}
