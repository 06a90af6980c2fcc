export type SeedPurpose = 'qr' | 'own' | 'factory';

/** The associated data of a seed's two boxes: no row can stand in for another. */
export function seedBinding(id: string, purpose: SeedPurpose): string {
  return `token-depot seed ${purpose} ${id}`;
}
