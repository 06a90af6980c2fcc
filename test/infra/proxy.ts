import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../depot/free-port.js';
import { textOf } from './repository.js';

export interface Proxy {
  readonly url: string;
  /** Without TLS; leads to the other. */
  readonly plainUrl: string;
  /** The certificate, for those who are to trust it. */
  readonly certificate: string;
  log(): string;
  stop(): Promise<void>;
}

/** Debian's nginx with the template of the compose file, in front of these API processes, with a certificate of its own. */
export async function startProxy(...replicas: readonly [number, number]): Promise<Proxy> {
  const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
  const [certificate, key, log] = ['tls.crt', 'tls.key', 'access.log'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  makeCertificate(certificate, key);
  const [tls, plain] = [await freePort(), await freePort()];
  const settings: Record<string, string> = {
    DEPOT_API_1: `127.0.0.1:${String(replicas[0])}`,
    DEPOT_API_2: `127.0.0.1:${String(replicas[1])}`,
    DEPOT_LISTEN: `127.0.0.1:${String(plain)}`,
    DEPOT_LISTEN_TLS: `127.0.0.1:${String(tls)}`,
    DEPOT_CERTIFICATE: certificate,
    DEPOT_CERTIFICATE_KEY: key,
    DEPOT_ACCESS_LOG: log,
  };
  const sites = textOf('infra/compose/proxy/depot.conf.template').replace(
    /\$\{(\w+)\}/g,
    (_, name: string) => settings[name] ?? '',
  );
  const config = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (of) => `${of}_temp_path ${join(folder, of)};`,
  );
  writeFileSync(
    config,
    `daemon off; pid ${join(folder, 'pid')}; error_log stderr warn; events {} http { ${temporary.join(' ')}\n${sites}\n}`,
  );
  const args = ['-p', folder, '-e', 'stderr', '-c', config];
  execFileSync('nginx', ['-t', '-q', ...args], { stdio: 'pipe' });
  const server = spawn('nginx', args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  await listening(tls);
  return {
    url: `https://127.0.0.1:${String(tls)}`,
    plainUrl: `http://127.0.0.1:${String(plain)}`,
    certificate,
    log: () => readFileSync(log, 'utf8'),
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeCertificate(certificate: string, key: string): void {
  const subject = ['-subj', '/CN=depot.example.org', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  });
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => {
        resolve(false);
      });
    });
    if (open) return;
    if (tries > 600) throw new Error('The proxy does not listen.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
