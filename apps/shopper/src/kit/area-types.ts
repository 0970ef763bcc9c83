export interface AreaProps {
  id: string;
  value: string;
  label: string;
  placeholder?: string;
  maxLength: number;
  onChange: (value: string) => void;
}
