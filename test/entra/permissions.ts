/** The application permissions that the emulator knows, by Microsoft's names. */
export const permissions = [
  'Policy.ReadWrite.AuthenticationMethod',
  'UserAuthenticationMethod.ReadWrite.All',
  'User.Read.All',
  'Organization.Read.All',
  'RoleManagement.Read.Directory',
] as const;

export type Permission = (typeof permissions)[number];
