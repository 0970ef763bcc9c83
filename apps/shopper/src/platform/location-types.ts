export interface Position {
  longitude: number;
  latitude: number;
}
