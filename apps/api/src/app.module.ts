import { Module } from '@nestjs/common';
import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { ThrottlerModule } from '@nestjs/throttler';
import { AccessGuard } from './accounts/access.guard.js';
import { PeopleController, SessionController } from './accounts/accounts.controller.js';
import { AccountsService } from './accounts/accounts.service.js';
import { OwnAccountController } from './accounts/own-account.controller.js';
import { OwnAccountService } from './accounts/own-account.service.js';
import { PeopleCareController } from './accounts/people-care.controller.js';
import { PeopleService } from './accounts/people.service.js';
import { IdentityProvider } from './accounts/provider/identity-provider.js';
import { ProviderSignIn, providerToken } from './accounts/provider/provider-sign-in.service.js';
import type { Provider as SignInProvider } from './accounts/provider/provider-sign-in.service.js';
import { ProviderController } from './accounts/provider/provider.controller.js';
import { RefusedSignIns } from './accounts/refused-sign-ins.js';
import { FactorCodes } from './accounts/second-factor/factor-codes.js';
import { FactorsController } from './accounts/second-factor/factors.controller.js';
import { Factors } from './accounts/second-factor/factors.service.js';
import { Sessions } from './accounts/sessions.service.js';
import { SignInService } from './accounts/sign-in.service.js';
import { AccessReviewController } from './access-review/access-review.controller.js';
import { AccessReviewService } from './access-review/access-review.service.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ApiKeysService } from './api-keys/api-keys.service.js';
import { KeyDoor } from './api-keys/key-door.service.js';
import { ArrivalCodes } from './arrival/arrival-codes.js';
import { ArrivalDoor } from './arrival/arrival-door.service.js';
import { ArrivalCodeController, ArrivalController } from './arrival/arrival.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditService } from './audit/audit.service.js';
import { RetentionController } from './audit/retention/retention.controller.js';
import { RetentionService } from './audit/retention/retention.service.js';
import { BackupController } from './backup/backup.controller.js';
import { BackupService } from './backup/backup.service.js';
import { BatchAdviceService } from './batches/batch-advice.service.js';
import { BatchesController } from './batches/batches.controller.js';
import { BatchesService } from './batches/batches.service.js';
import { CustomerKeyController } from './customer-key/customer-key.controller.js';
import { CustomerKeyService } from './customer-key/customer-key.service.js';
import { ConnectedDirectory } from './directory/connected-directory.js';
import { ConnectionController } from './directory/connection.controller.js';
import { ConnectionService } from './directory/connection.service.js';
import { DirectoryController } from './directory/directory.controller.js';
import { Directory, ManualDirectory } from './directory/directory.js';
import { GraphConnections } from './directory/graph/graph-connections.js';
import { GraphDirectory } from './directory/graph/graph-directory.js';
import { measured } from './directory/measured-directory.js';
import { FinishTimes } from './directory/pacing/finish-times.js';
import { GraphPace } from './directory/pacing/graph-pace.js';
import { EntraCsvService } from './directory/entra-csv.service.js';
import { ComparisonRunner } from './directory/comparison/comparison-runner.js';
import { ComparisonsController } from './directory/comparison/comparisons.controller.js';
import { ComparisonsService } from './directory/comparison/comparisons.service.js';
import { DirectoryProcessor } from './directory/life-after/directory-processor.js';
import { WithdrawalRunner } from './directory/life-after/withdrawal-runner.js';
import { WithdrawalsController } from './directory/life-after/withdrawals.controller.js';
import { WithdrawalsService } from './directory/life-after/withdrawals.service.js';
import { EntraRoles } from './directory/roles/entra-roles.js';
import { RouteAdviceService } from './directory/route-advice.service.js';
import { TemporaryPassController } from './directory/temporary-pass/temporary-pass.controller.js';
import { TemporaryPassService } from './directory/temporary-pass/temporary-pass.service.js';
import { EscrowDecisions } from './escrow/escrow-decisions.service.js';
import { EscrowRulesService } from './escrow/escrow-rules.service.js';
import { EscrowController } from './escrow/escrow.controller.js';
import { EscrowProcessor } from './escrow/escrow-processor.js';
import { EscrowRunner } from './escrow/escrow-runner.js';
import { EscrowService } from './escrow/escrow.service.js';
import { HealthController } from './health/health.controller.js';
import { CallerChecks } from './helpdesk/caller-check.service.js';
import { CallerPasses } from './helpdesk/caller-passes.service.js';
import { HelpdeskCases } from './helpdesk/cases.service.js';
import { CodeDisplay } from './helpdesk/code-display.service.js';
import { HelpdeskController } from './helpdesk/helpdesk.controller.js';
import { ReadOuts } from './helpdesk/read-outs.service.js';
import { ReadOutRulesService } from './helpdesk/rules.service.js';
import { MailWay } from './notices/mail-way.js';
import { NoticeMessages } from './notices/notice-messages.js';
import { NoticeProcessor } from './notices/notice-processor.js';
import { NoticeRunner } from './notices/notice-runner.js';
import { Notices } from './notices/notices.js';
import { NoticesController } from './notices/notices.controller.js';
import { NoticesService } from './notices/notices.service.js';
import { WebhookWay } from './notices/webhook-way.js';
import { ArrivalLetters } from './papers/arrival-letters.service.js';
import { LetterRules } from './papers/letter-rules.js';
import { LettersController } from './papers/letters.controller.js';
import { ParcelLetters } from './papers/parcel-letters.service.js';
import { TokenSheets } from './papers/token-sheet.service.js';
import { TokenSheetsController } from './papers/token-sheets.controller.js';
import { Clock } from './platform/http/clock.js';
import { EventsController } from './platform/live/events.controller.js';
import { Vault } from './platform/vault/vault.js';
import { queueModules } from './platform/queue/queue-modules.js';
import { providersOf } from './platform/services.js';
import type { Services } from './platform/services.js';
import { ErasureService } from './recipients/erasure.service.js';
import { RecipientsController } from './recipients/recipients.controller.js';
import { BadRowsService } from './seed-files/bad-rows.service.js';
import { DepotPgpKey } from './seed-files/depot-pgp-key.js';
import { RememberedColumns } from './seed-files/remembered-columns.js';
import { SeedFileViews } from './seed-files/seed-file-views.js';
import { SeedFilesController } from './seed-files/seed-files.controller.js';
import { SeedFilesService } from './seed-files/seed-files.service.js';
import { SeedFileProcessor } from './seed-files/processing/seed-file.processor.js';
import { SeedFileWork } from './seed-files/processing/seed-file-work.js';
import { AgentGateway } from './stations/agent-gateway.js';
import { AgentPackageController } from './stations/agent-package.controller.js';
import { AgentPackage } from './stations/agent-package.js';
import { PairingController, StationsController } from './stations/stations.controller.js';
import { StationsService } from './stations/stations.service.js';
import { KiosksController } from './self-service/kiosks.controller.js';
import { KiosksService } from './self-service/kiosks.service.js';
import { SelfCodesController } from './self-service/self-codes.controller.js';
import { SelfCodesService } from './self-service/self-codes.service.js';
import { SelfController } from './self-service/self.controller.js';
import { SelfServiceSweeper } from './self-service/self-service-sweeper.js';
import { SelfSessions } from './self-service/self-sessions.js';
import { SelfViews } from './self-service/self-views.js';
import { VisitController } from './self-service/visit.controller.js';
import { VisitsService } from './self-service/visits.service.js';
import { OwnProof } from './self-service/own-proof.js';
import { IdentifyService } from './tokens/in-doubt/identify.service.js';
import { PutBackController } from './tokens/in-doubt/put-back.controller.js';
import { PutBackService } from './tokens/in-doubt/put-back.service.js';
import { SetAsideService } from './tokens/in-doubt/set-aside.service.js';
import { TakeAway } from './tokens/in-doubt/take-away.js';
import { TokensInDoubtController } from './tokens/in-doubt/tokens-in-doubt.controller.js';
import { TokensController } from './tokens/tokens.controller.js';
import { LifeAfterService } from './tokens/life-after.service.js';
import { SealedTokenService } from './tokens/sealed-token.service.js';
import { TokensService } from './tokens/tokens.service.js';
import { BenchController } from './workflow/bench.controller.js';
import { BenchService } from './workflow/bench.service.js';
import { BurnController } from './workflow/burn/burn.controller.js';
import { BurnDesk } from './workflow/burn/burn-desk.js';
import { BurnStep } from './workflow/burn/burn.step.js';
import { CaptureService } from './workflow/burn/capture.service.js';
import { MoltoController } from './workflow/burn/molto/molto.controller.js';
import { MoltoService } from './workflow/burn/molto/molto.service.js';
import { OrderRunner } from './workflow/burn/order-runner.js';
import { RenewService } from './workflow/burn/renew.service.js';
import { ControlController } from './workflow/control/control.controller.js';
import { ControlService } from './workflow/control/control.service.js';
import { ChooseService } from './workflow/import/choose.service.js';
import { ImportController } from './workflow/import/import.controller.js';
import { ImportStep } from './workflow/import/import.step.js';
import { JobViews } from './workflow/job-views.js';
import { JobsController } from './workflow/jobs.controller.js';
import { GuideController } from './workflow/guide/guide.controller.js';
import { GuideService } from './workflow/guide/guide.service.js';
import { ComputedCode } from './workflow/record/computed-code.js';
import { RecordController } from './workflow/record/record.controller.js';
import { RecordService } from './workflow/record/record.service.js';
import { RecordStep } from './workflow/record/record.step.js';
import { ArrivalService } from './workflow/ship/arrival.service.js';
import { ParcelViews } from './workflow/ship/parcel-views.js';
import { ParcelsController } from './workflow/ship/parcels.controller.js';
import { LostInPostController } from './workflow/ship/lost/lost-in-post.controller.js';
import { LostInPostService } from './workflow/ship/lost/lost-in-post.service.js';
import { ShipController } from './workflow/ship/ship.controller.js';
import { ShipService } from './workflow/ship/ship.service.js';
import { ShipStep } from './workflow/ship/ship.step.js';
import { stepProcessors } from './workflow/step-processors.js';
import { StepRunner } from './workflow/step-runner.js';
import { RotationController } from './vault/rotation.controller.js';
import { VerifyController } from './workflow/verify/verify.controller.js';
import { VerifyService } from './workflow/verify/verify.service.js';
import { VerifyStep } from './workflow/verify/verify.step.js';
import { UnitOfWork } from './platform/database/unit-of-work.js';

const controllers: Type[] = [
  SessionController,
  ProviderController,
  OwnAccountController,
  FactorsController,
  PeopleController,
  PeopleCareController,
  ApiKeysController,
  AccessReviewController,
  StationsController,
  PairingController,
  AgentPackageController,
  BenchController,
  BatchesController,
  JobsController,
  BurnController,
  MoltoController,
  ImportController,
  VerifyController,
  RecordController,
  ShipController,
  LostInPostController,
  ParcelsController,
  LettersController,
  TokenSheetsController,
  ArrivalController,
  ArrivalCodeController,
  NoticesController,
  EscrowController,
  ControlController,
  GuideController,
  SelfCodesController,
  KiosksController,
  SelfController,
  VisitController,
  SeedFilesController,
  TokensInDoubtController,
  PutBackController,
  TokensController,
  CustomerKeyController,
  DirectoryController,
  ConnectionController,
  WithdrawalsController,
  TemporaryPassController,
  ComparisonsController,
  HelpdeskController,
  AuditController,
  RetentionController,
  BackupController,
  RotationController,
  RecipientsController,
  EventsController,
  HealthController,
];

const services: Type[] = [
  AccountsService,
  Sessions,
  RefusedSignIns,
  FactorCodes,
  Factors,
  SignInService,
  ProviderSignIn,
  OwnAccountService,
  PeopleService,
  ApiKeysService,
  AccessReviewService,
  StationsService,
  SelfCodesService,
  KiosksService,
  VisitsService,
  SelfViews,
  OwnProof,
  AgentPackage,
  BatchesService,
  BatchAdviceService,
  TokensService,
  SealedTokenService,
  CustomerKeyService,
  SeedFilesService,
  SeedFileViews,
  BadRowsService,
  EntraCsvService,
  ConnectionService,
  WithdrawalsService,
  TemporaryPassService,
  RouteAdviceService,
  ComparisonsService,
  LifeAfterService,
  IdentifyService,
  SetAsideService,
  PutBackService,
  TakeAway,
  BenchService,
  JobViews,
  CaptureService,
  RenewService,
  MoltoService,
  ChooseService,
  VerifyService,
  RecordService,
  ShipService,
  ParcelViews,
  ArrivalService,
  LostInPostService,
  ParcelLetters,
  ArrivalLetters,
  TokenSheets,
  ArrivalDoor,
  NoticesService,
  EscrowService,
  EscrowDecisions,
  EscrowRulesService,
  ControlService,
  GuideService,
  HelpdeskCases,
  CallerPasses,
  CallerChecks,
  ReadOuts,
  CodeDisplay,
  ReadOutRulesService,
  AuditService,
  RetentionService,
  BackupService,
  ErasureService,
];

/** The steps, each on its queue, behind the one runner; and the seed files, on theirs. */
const steps = [
  BurnStep,
  ImportStep,
  VerifyStep,
  ComputedCode,
  RecordStep,
  ShipStep,
  {
    provide: StepRunner,
    inject: [UnitOfWork, BurnStep, ImportStep, VerifyStep, RecordStep, ShipStep],
    useFactory: (
      work: UnitOfWork,
      burn: BurnStep,
      importing: ImportStep,
      verify: VerifyStep,
      record: RecordStep,
      ship: ShipStep,
    ): StepRunner => new StepRunner(work, { burn, import: importing, verify, record, ship }),
  },
  ...stepProcessors,
  SeedFileWork,
  SeedFileProcessor,
];

/** What is done with the directory beside the steps. */
const directoryWork = [
  {
    provide: WithdrawalRunner,
    inject: [UnitOfWork, Directory],
    useFactory: (work: UnitOfWork, directory: Directory) => new WithdrawalRunner(work, directory),
  },
  {
    provide: ComparisonRunner,
    inject: [UnitOfWork, GraphConnections, Clock],
    useFactory: (work: UnitOfWork, connections: GraphConnections, clock: Clock) =>
      new ComparisonRunner(work, connections, clock),
  },
  DirectoryProcessor,
];

/** What is done with seeds that are kept for a time. */
const escrowWork = [
  {
    provide: EscrowRunner,
    inject: [UnitOfWork, Vault, Notices, Clock],
    useFactory: (work: UnitOfWork, vault: Vault, notices: Notices, clock: Clock) =>
      new EscrowRunner({ work, vault, notices, clock }),
  },
  EscrowProcessor,
];

/** One build, two roles: `http` serves people and agents, `worker` runs the steps. */
@Module({})
export class AppModule {
  static forRoles(open: Services): DynamicModule {
    const { roles } = open.config;
    return {
      module: AppModule,
      imports: [
        ...queueModules(open.queueConnection),
        ThrottlerModule.forRoot([{ ttl: 60_000, limit: 1000 }]),
        DiscoveryModule,
        TerminusModule.forRoot({ logger: false, errorLogStyle: 'json' }),
      ],
      controllers: roles.has('http') ? controllers : [HealthController],
      providers: [
        ...providersOf(open),
        ...directoryOf(open),
        ...noticesOf(open),
        { provide: LetterRules, useValue: new LetterRules(open.config.letters) },
        { provide: providerToken, useValue: signInProviderOf(open) },
        RememberedColumns,
        DepotPgpKey,
        AccountsService,
        SelfSessions,
        KeyDoor,
        AccessGuard,
        { provide: APP_GUARD, useExisting: AccessGuard },
        ...(roles.has('http') ? [...services, SelfServiceSweeper, AgentGateway, OrderRunner, BurnDesk] : []),
        ...(roles.has('worker') ? [...steps, ...directoryWork, ...noticeWork(open), ...escrowWork] : []),
      ],
    };
  }
}

/** It is asked when somebody first wants to sign in there: the depot starts without it. */
function signInProviderOf({ config: { provider: settings }, clock }: Services): SignInProvider | null {
  if (settings === null) return null;
  return { settings, client: new IdentityProvider(settings, () => clock.now().getTime()) };
}

/** What people outside are told, and the codes that some of it carries: whatever moves a job may cause it. */
function noticesOf({ config, arrivalSecrets }: Services): Provider[] {
  const notices = new Notices(config.notices);
  return [
    { provide: Notices, useValue: notices },
    { provide: ArrivalCodes, useValue: new ArrivalCodes(arrivalSecrets, notices) },
  ];
}

/** Likewise the ways by which it goes out. */
function noticeWork({ work, config: { notices: settings }, arrivalSecrets, clock }: Services): Provider[] {
  const ways = {
    mail: settings.mail === null ? null : new MailWay(settings.mail),
    webhook: settings.webhook === null ? null : new WebhookWay(settings.webhook, () => clock.unixSeconds()),
  };
  const messages = new NoticeMessages(work, arrivalSecrets, { settings });
  return [{ provide: NoticeRunner, useValue: new NoticeRunner(work, messages, { ways }) }, NoticeProcessor];
}

/** By hand, or through Graph where a tenant is connected. */
function directoryOf({ work, vault, clientCredentials: credentials, clock, config, metrics }: Services): Provider[] {
  const pace = new GraphPace(work.read, { speed: config.entra.speed, metrics });
  const place = { ...config.entra, now: () => clock.unixSeconds(), pace };
  const connections = new GraphConnections({ work, credentials }, place);
  const adapters = {
    manual: measured(new ManualDirectory(), 'manual', metrics),
    graph: measured(new GraphDirectory({ work, vault }, connections), 'graph', metrics),
  };
  return [
    { provide: GraphPace, useValue: pace },
    { provide: FinishTimes, useValue: new FinishTimes(work.read, config.entra.speed) },
    { provide: GraphConnections, useValue: connections },
    { provide: EntraRoles, useValue: new EntraRoles({ work, credentials }, connections, () => clock.now()) },
    { provide: Directory, useValue: new ConnectedDirectory(adapters, { work, credentials }) },
  ];
}
