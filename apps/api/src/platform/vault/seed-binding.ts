export const seedPurposes = ['qr', 'own', 'factory'] as const;
export type SeedPurpose = (typeof seedPurposes)[number];

/** The associated data of a seed's two boxes: no row can stand in for another. */
export function seedBinding(id: string, purpose: SeedPurpose): string {
  return `token-depot seed ${purpose} ${id}`;
}
