import { PostgresDialect, PostgresQueryCompiler } from 'kysely';
import type { QueryCompiler, SchemableIdentifierNode } from 'kysely';
import { tables } from './schema/table-names.js';

/** The schema that holds the depot's own tables. */
export const recordSchema = 'depot';

/** PostgreSQL, where the record's tables are written with their schema. */
export class RecordDialect extends PostgresDialect {
  override createQueryCompiler(): QueryCompiler {
    return new RecordCompiler();
  }
}

/** Names the schema while a statement is written down: Kysely's `withSchema` takes each statement apart and puts it together again for that. */
class RecordCompiler extends PostgresQueryCompiler {
  protected override visitSchemableIdentifier(node: SchemableIdentifierNode): void {
    if (node.schema === undefined && Object.hasOwn(tables, node.identifier.name)) this.append(`"${recordSchema}".`);
    super.visitSchemableIdentifier(node);
  }
}
