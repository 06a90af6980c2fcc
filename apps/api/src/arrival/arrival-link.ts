/** The page on which a recipient says that the token came. The code stands behind `#`: browsers send that to no server. */
export function arrivalLink(publicUrl: string, code: string): string {
  return `${publicUrl}/#/arrival/${code}`;
}
