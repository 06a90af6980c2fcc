import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A private authority and server certificates in a folder, made by openssl. */
export class Authority {
  readonly #folder: string;
  readonly ca: string;

  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.ca = this.#file(`${name}.crt`);
    const made = ['-keyout', this.#file('ca.key'), '-out', this.ca, '-days', '2', '-subj', `/CN=${name}`];
    openssl(['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', ...made]);
  }

  /** @param san such as `IP:127.0.0.1`; without one the certificate names no host */
  issue(name: string, { san, days = 2 }: { san: string | null; days?: number }): { cert: string; key: string } {
    const [cert, key, request] = [this.#file(`${name}.crt`), this.#file(`${name}.key`), this.#file(`${name}.csr`)];
    const subject = ['-keyout', key, '-out', request, '-subj', '/CN=depot'];
    openssl(['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', ...subject]);
    const extensions = this.#file(`${name}.ext`);
    writeFileSync(extensions, san === null ? 'basicConstraints=CA:FALSE\n' : `subjectAltName=${san}\n`);
    const issuer = ['-CA', this.ca, '-CAkey', this.#file('ca.key'), '-CAcreateserial', '-extfile', extensions];
    openssl(['x509', '-req', '-in', request, '-out', cert, '-days', String(days), ...issuer]);
    return { cert, key };
  }

  #file(name: string): string {
    return join(this.#folder, name);
  }
}

function openssl(words: readonly string[]): void {
  execFileSync('openssl', [...words], { stdio: 'ignore' });
}
