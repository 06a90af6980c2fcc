/** A destruction that is not in the list outside the record yet. */
export interface PendingDestructionTable {
  kind: 'seed' | 'file';
  id: string;
  at: Date;
}

export interface DestructionTables {
  destruction_pending: PendingDestructionTable;
}
