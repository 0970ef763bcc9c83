export interface PickPhotoProps {
  busy: boolean;
  /** Answers the chosen picture in base64; throws when it cannot be read. */
  onChoose: (read: () => Promise<string>) => void;
}
