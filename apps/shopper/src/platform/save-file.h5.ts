/** Hands a text to the person as a file. `saved`: it went to the downloads. */
export async function saveFile(name: string, text: string): Promise<'saved' | 'copied'> {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return 'saved';
}
