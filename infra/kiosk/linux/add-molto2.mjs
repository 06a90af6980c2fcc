/**
 * Names the Molto2 in libccid's list of readers, where an older libccid (before 1.5) does not know it:
 *     node add-molto2.mjs [/etc/libccid_Info.plist]      then: systemctl restart pcscd
 * A new libccid brings its own list back; run it again then.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const molto2 = { ifdVendorID: '0x349E', ifdProductID: '0x0300', ifdFriendlyName: 'TOKEN2 Molto2' };

/** The list with the Molto2 in it. The three arrays belong together by position. */
export function withMolto2(text) {
  if (isListed(text)) return text;
  return Object.entries(molto2).reduce((list, [key, value]) => {
    const { index, entries } = arrayOf(list, key);
    const end = index + entries.length;
    return `${list.slice(0, end).trimEnd()}\n\t\t<string>${value}</string>\n\t${list.slice(end)}`;
  }, text);
}

function isListed(text) {
  const [vendors, products] = ['ifdVendorID', 'ifdProductID'].map((key) =>
    [...arrayOf(text, key).entries.matchAll(/<string>(.*?)<\/string>/g)].map(([, value]) => value.toLowerCase()),
  );
  return vendors.some((vendor, at) => vendor === '0x349e' && products[at] === '0x0300');
}

/** What stands between `<array>` and `</array>` after a key. */
function arrayOf(text, key) {
  const found = new RegExp(`<key>${key}</key>\\s*<array>`).exec(text);
  const index = found === null ? -1 : found.index + found[0].length;
  const end = text.indexOf('</array>', index);
  if (index === -1 || end === -1) throw new Error(`There is no list ${key}: this is not libccid's Info.plist.`);
  return { index, entries: text.slice(index, end) };
}

function main(path = '/etc/libccid_Info.plist') {
  const before = readFileSync(path, 'utf8');
  const after = withMolto2(before);
  if (after !== before) writeFileSync(path, after);
  console.log(after === before ? `${path} knows the Molto2 already.` : `The Molto2 is now in ${path}. Restart pcscd.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv[2]);
