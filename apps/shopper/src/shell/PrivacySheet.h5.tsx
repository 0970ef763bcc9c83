/** The browser asks for itself. */
export function PrivacySheet() {
  return null;
}
