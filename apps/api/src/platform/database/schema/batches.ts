import type {
  Algorithm,
  DisplaySeconds,
  Period,
  Route,
  TitleChoice,
  TokenFamily,
  WhenTokenComes,
} from '@depot/contracts';
import type { WithDefault } from './columns.js';

export interface BatchTable {
  id: string;
  tenant_id: string;
  name: string;
  route: Route;
  sample: WithDefault<boolean>;
  family: WithDefault<TokenFamily>;
  title: WithDefault<TitleChoice>;
  algorithm: WithDefault<Algorithm>;
  period: WithDefault<Period>;
  display_seconds: WithDefault<DisplaySeconds>;
  /** A code computed from the seed may activate its tokens in the directory. */
  computed_code: WithDefault<boolean>;
  /** Its recipients may be given codes with which they burn their own token at a kiosk. */
  self_service: WithDefault<boolean>;
  /** While a code of the token is being read out. */
  when_token_comes: WithDefault<WhenTokenComes>;
  /** `none`, `arrival`, or a number of days. */
  escrow: WithDefault<string>;
  created_at: WithDefault<Date>;
}

export interface RecipientTable {
  id: string;
  tenant_id: string;
  upn: string;
  display_name: string | null;
  email: string | null;
  phone: string | null;
  language: 'en' | 'fr' | null;
  privileged: boolean;
  reference: string | null;
  street: string | null;
  extra: string | null;
  postal_code: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
}

export interface BatchTables {
  batch: BatchTable;
  recipient: RecipientTable;
}
