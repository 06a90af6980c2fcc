/** What was pasted or dropped: a picture to be read, a text that may be the QR's, or nothing for us. */
export type Captured =
  { readonly kind: 'image'; readonly image: Blob } | { readonly kind: 'text'; readonly text: string };

/** The picture first: a copied screenshot often brings a text along that says nothing. */
export function capturedFrom(data: DataTransfer | null): Captured | null {
  const image = [...(data?.files ?? [])].find((file) => file.type.startsWith('image/'));
  if (image) return { kind: 'image', image };
  const text = data?.getData('text/plain').trim() ?? '';
  return text === '' ? null : { kind: 'text', text };
}
