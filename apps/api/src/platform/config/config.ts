import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { providerSettings } from './provider-settings.js';
import type { ProviderSettings } from './provider-settings.js';
import { StartRefused } from './start-refused.js';

export { StartRefused } from './start-refused.js';
import { keySourceSettings } from './key-source-settings.js';
import type { KeySourceSettings } from './key-source-settings.js';

const port = z.coerce
  .number('must be a port number')
  .int('must be a port number')
  .min(0, 'must be 0 to 65535')
  .max(65535, 'must be 0 to 65535');

/** Addresses, networks and the three names that `@fastify/proxy-addr` knows. */
const proxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.string().refine(isNetwork, 'must be addresses or networks such as 10.0.0.0/8, with commas')));

const roles = z
  .string()
  .transform((text) => text.split(',').map((role) => role.trim()))
  .pipe(z.array(z.enum(['http', 'worker'], 'must be http, worker or both with a comma')).min(1, 'must name a role'));

const url = (...schemes: string[]) =>
  z.string().refine(
    (text) => {
      try {
        return schemes.includes(new URL(text).protocol);
      } catch {
        return false;
      }
    },
    `must be an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
  );

/** Where credentials and seeds go to: never in clear beyond this machine. */
const safeUrl = url('https:', 'http:').refine(
  (text) => !URL.canParse(text) || !text.startsWith('http:') || isHere(new URL(text).hostname),
  'must begin with https:// (http:// is for this machine alone)',
);
function isHere(hostname: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
const withoutSlash = (text: string): string => text.replace(/\/+$/, '');

const mailAddress = z.string().regex(/^[^\s<>@,;:]+@[^\s<>@,;:]+$/, 'must be a mail address such as depot@example.org');

const Environment = z.object({
  DEPOT_HOST: z.string().min(1, 'must be an address to listen on').default('127.0.0.1'),
  DEPOT_PORT: port.default(8080),
  DEPOT_DATA: z.string().min(1, 'must be a folder').default('.depot'),
  DEPOT_ROLES: roles.default(['http', 'worker']),
  DEPOT_KEYRING: z.string().min(1, 'must be a file').optional(),
  DEPOT_KEY_SOURCE: z.enum(['file', 'environment', 'pkcs11'], 'must be file, environment or pkcs11').default('file'),
  DEPOT_KEYRING_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=( *, *[A-Za-z0-9+/]{43}=)*$/, 'must be 32 bytes in base64, several with commas')
    .optional(),
  DEPOT_PKCS11_MODULE: z.string().min(1, 'must be a file').optional(),
  DEPOT_PKCS11_TOKEN: z.string().min(1, 'must be a token’s label').optional(),
  DEPOT_PKCS11_PIN_FILE: z.string().min(1, 'must be a file').optional(),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  ENTRA_AUTHORITY: safeUrl.default('https://login.microsoftonline.com'),
  GRAPH_URL: safeUrl.default('https://graph.microsoft.com'),
  GRAPH_SPEED: z.coerce
    .number('must be a number')
    .min(1, 'must be 1 to 1000')
    .max(1000, 'must be 1 to 1000')
    .default(1),
  DEPOT_ANCHORS: z.string().min(1, 'must be a folder').optional(),
  DEPOT_ANCHOR_URL: safeUrl.optional(),
  DEPOT_DESTRUCTIONS: z.string().min(1, 'must be a file').optional(),
  DEPOT_LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('warn'),
  DEPOT_TRUST_PROXY: proxies.default([]),
  DEPOT_TLS_CERT: z.string().optional(),
  DEPOT_TLS_KEY: z.string().optional(),
  DEPOT_METRICS_PORT: port.optional(),
  DEPOT_METRICS_HOST: z.string().min(1, 'must be an address to listen on').optional(),
  DEPOT_METRICS_KEY: z
    .string()
    .regex(/^[\w.~+/=-]{16,}$/, 'must be at least 16 letters, digits or signs of . _ ~ + / = -')
    .optional(),
  DEPOT_PUBLIC_URL: safeUrl.optional(),
  DEPOT_SMTP_URL: url('smtp:', 'smtps:').optional(),
  DEPOT_MAIL_FROM: mailAddress.optional(),
  DEPOT_MAIL_STAFF: mailAddress.optional(),
  DEPOT_LETTER_CONTACT: z.string().max(120, 'must be 120 characters at most').optional(),
  DEPOT_LETTER_SENDER: z.string().max(90, 'must be 90 characters at most').optional(),
  DEPOT_NOTICE_URL: safeUrl.optional(),
  DEPOT_NOTICE_KEY: z
    .string()
    .regex(/^[\w.~+/=-]{16,}$/, 'must be at least 16 letters, digits or signs of . _ ~ + / = -')
    .optional(),
  DEPOT_OIDC_ISSUER: safeUrl.optional(),
  DEPOT_OIDC_CLIENT_ID: z.string().optional(),
  DEPOT_OIDC_SECRET: z.string().optional(),
  DEPOT_OIDC_SECRET_FILE: z.string().optional(),
  DEPOT_OIDC_CLAIM: z
    .string()
    .regex(/^[\w.:/-]{1,120}$/, 'must be the name of a claim, such as roles or groups')
    .default('roles'),
  DEPOT_OIDC_ROLES: z.string().optional(),
  DEPOT_OIDC_SCOPE: z
    .string()
    .regex(/(^| )openid( |$)/, 'must hold openid')
    .default('openid profile email'),
  DEPOT_OIDC_LABEL: z.string().trim().min(1).max(40, 'must be 40 letters at most').default('Single sign-on'),
  DEPOT_SAMPLE: z.enum(['on-empty', 'none'], 'must be on-empty or none').default('none'),
  DEPOT_LOCAL_STATION: z.literal('unpaired').or(z.guid()).optional(),
});

function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (rest.length > 0 || longest < 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
}

/** Every variable that is read, by name. */
export const settingNames: readonly string[] = Object.keys(Environment.shape);

/** A certificate with its chain, and its key: absolute paths of PEM files. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** How the depot tells people something; what is null is not set up. */
export interface NoticeSettings {
  /** Where people open the depot, without a slash at the end; there whenever mails or webhooks are. */
  readonly publicUrl: string | null;
  /** The server's address may hold a password: it is never logged. `staff` is told of alarms and of what the escrow wants somebody for. */
  readonly mail: { readonly server: string; readonly from: string; readonly staff: string | null } | null;
  readonly webhook: { readonly url: string; readonly key: string } | null;
}

/** Everything that can be set from outside, checked. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly dataFolder: string;
  readonly roles: ReadonlySet<'http' | 'worker'>;
  /** Absolute path of the keyring's file. */
  readonly keyringFile: string;
  readonly keySource: KeySourceSettings;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** Where Entra is asked for tokens, and where Graph is; without a slash at the end. */
  readonly entra: {
    readonly authority: string;
    readonly graphUrl: string;
    /** How many times faster than real time Graph's limits pass; 1 but for an emulator. */
    readonly speed: number;
  };
  /** Where the record's daily anchors are kept: an absolute folder, and an address that they are posted to. */
  readonly anchors: { readonly folder: string; readonly url: string | null };
  /** Absolute path of the list of destroyed seeds. */
  readonly destructionsFile: string;
  readonly logLevel: string;
  /** Peers whose word on a request's origin is taken. */
  readonly trustedProxies: readonly string[];
  /** What to serve https with; null for plain http. */
  readonly tls: TlsFiles | null;
  /** Where Prometheus may look: on a port of its own, and with a key beside the API. */
  readonly metrics: { readonly host: string; readonly port: number | null; readonly key: string | null };
  readonly notices: NoticeSettings;
  /** On letters beside tokens: whom a recipient tells that it is not theirs, and where a carrier brings a parcel back to. */
  readonly letters: { readonly contact: string | null; readonly sender: string | null };
  /** Where people may sign in beside the depot's own passwords. */
  readonly provider: ProviderSettings | null;
  /** Whether an empty record gets a sample batch. */
  readonly sample: boolean;
  /** The station of the process that started this one, where that has one of its own. */
  readonly localStation: LocalStation | null;
}

/** Its agent's keys are those of this station; null where it has none. */
export interface LocalStation {
  readonly pairedAs: string | null;
}

/**
 * Reads the environment, the one place that does.
 * @throws StartRefused naming the variable and what it must be; its value is not repeated (it may hold a password).
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
    throw new StartRefused(`The configuration is not usable: ${sentences.join('; ')}.`);
  }
  const values = parsed.data;
  if (values.GRAPH_SPEED !== 1 && values.GRAPH_URL.startsWith('https:')) {
    throw new StartRefused('GRAPH_SPEED is for an emulator on this machine: leave it out where GRAPH_URL is https.');
  }
  const dataFolder = resolve(values.DEPOT_DATA);
  const notices = noticeSettings(values);
  const keyringFile = resolve(values.DEPOT_KEYRING ?? resolve(dataFolder, 'keyring.json'));
  const keySource = keySourceSettings(values);
  if (typeof keySource === 'string') throw new StartRefused(keySource);
  return {
    host: values.DEPOT_HOST,
    port: values.DEPOT_PORT,
    dataFolder,
    roles: new Set(values.DEPOT_ROLES),
    keyringFile,
    keySource,
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    entra: {
      authority: withoutSlash(values.ENTRA_AUTHORITY),
      graphUrl: withoutSlash(values.GRAPH_URL),
      speed: values.GRAPH_SPEED,
    },
    anchors: {
      folder: resolve(values.DEPOT_ANCHORS ?? resolve(dataFolder, 'anchors')),
      url: values.DEPOT_ANCHOR_URL ?? null,
    },
    destructionsFile: resolve(values.DEPOT_DESTRUCTIONS ?? resolve(dirname(keyringFile), 'destructions.txt')),
    logLevel: values.DEPOT_LOG_LEVEL,
    trustedProxies: values.DEPOT_TRUST_PROXY,
    tls: tlsFiles(values.DEPOT_TLS_CERT, values.DEPOT_TLS_KEY),
    metrics: {
      host: values.DEPOT_METRICS_HOST ?? values.DEPOT_HOST,
      port: values.DEPOT_METRICS_PORT ?? null,
      key: values.DEPOT_METRICS_KEY ?? null,
    },
    letters: { contact: values.DEPOT_LETTER_CONTACT ?? null, sender: values.DEPOT_LETTER_SENDER ?? null },
    notices,
    provider: providerSettings({
      issuer: values.DEPOT_OIDC_ISSUER,
      clientId: values.DEPOT_OIDC_CLIENT_ID,
      secret: values.DEPOT_OIDC_SECRET,
      secretFile: values.DEPOT_OIDC_SECRET_FILE,
      claim: values.DEPOT_OIDC_CLAIM,
      roles: values.DEPOT_OIDC_ROLES,
      scope: values.DEPOT_OIDC_SCOPE,
      label: values.DEPOT_OIDC_LABEL,
      publicUrl: notices.publicUrl,
    }),
    sample: values.DEPOT_SAMPLE === 'on-empty',
    localStation: localStation(values.DEPOT_LOCAL_STATION),
  };
}

function localStation(given: string | undefined): LocalStation | null {
  if (given === undefined) return null;
  return { pairedAs: given === 'unpaired' ? null : given };
}

function noticeSettings(values: z.output<typeof Environment>): NoticeSettings {
  const { DEPOT_SMTP_URL: server, DEPOT_MAIL_FROM: from, DEPOT_NOTICE_URL: hook, DEPOT_NOTICE_KEY: key } = values;
  if ((server === undefined) !== (from === undefined)) {
    throw new StartRefused('DEPOT_SMTP_URL and DEPOT_MAIL_FROM belong together: set both, or neither.');
  }
  if ((hook === undefined) !== (key === undefined)) {
    throw new StartRefused('DEPOT_NOTICE_URL and DEPOT_NOTICE_KEY belong together: set both, or neither.');
  }
  const publicUrl = values.DEPOT_PUBLIC_URL === undefined ? null : withoutSlash(values.DEPOT_PUBLIC_URL);
  if (publicUrl === null && (server ?? hook) !== undefined) {
    throw new StartRefused('DEPOT_PUBLIC_URL is missing: mails and webhooks carry links to the depot.');
  }
  return {
    publicUrl,
    mail: server === undefined || from === undefined ? null : { server, from, staff: values.DEPOT_MAIL_STAFF ?? null },
    webhook: hook === undefined || key === undefined ? null : { url: hook, key },
  };
}

function tlsFiles(cert: string | undefined, key: string | undefined): TlsFiles | null {
  if (cert === undefined && key === undefined) return null;
  if (cert !== undefined && key !== undefined) return { cert: resolve(cert), key: resolve(key) };
  throw new StartRefused('DEPOT_TLS_CERT and DEPOT_TLS_KEY belong together: set both, or neither.');
}
