import type { WithDefault } from './columns.js';

export interface TenantTable {
  id: string;
  name: string;
  domain: string | null;
  premium: boolean;
  created_at: WithDefault<Date>;
}

export interface TenantTables {
  tenant: TenantTable;
}
