/** A sign-in for commands that work through a running depot. */
export interface SignInName {
  readonly name: string;
  readonly password: string;
  /** Of the second factor. Null: there is none, says the person at the terminal; left out: nobody was asked so far. */
  readonly code?: string | null;
}

/** What opens a backup, out of the environment alone: arguments would be shown to everybody on the machine. */
export function readBackupPassPhrase(environment: Readonly<Record<string, string | undefined>>): string | null {
  const { DEPOT_BACKUP_PASS_PHRASE: passPhrase = '' } = environment;
  return passPhrase === '' ? null : passPhrase;
}

/** As far as the environment gives one: arguments would be shown to everybody on the machine. */
export function readAdminSignIn(environment: Readonly<Record<string, string | undefined>>): Partial<SignInName> {
  const { DEPOT_ADMIN_NAME: name = '', DEPOT_ADMIN_PASSWORD: password = '', DEPOT_ADMIN_CODE = '' } = environment;
  const code = DEPOT_ADMIN_CODE.trim();
  return {
    ...(name === '' ? {} : { name }),
    ...(password === '' ? {} : { password }),
    ...(code === '' ? {} : { code }),
  };
}
