import { Module, type DynamicModule } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { PackCatalogue } from '@recourse/policy'
import { REFUND_CASE, type RefundCaseDecider } from './domain.js'
import { CorrectiveActionRow } from './read/corrective-actions/corrective-action.entity.js'
import { SpotCheckRow } from './read/spot-checks/spot-check.entity.js'
import { SpotChecksController } from './read/spot-checks/spot-checks.controller.js'
import { CorrectiveActionsQueryHandler, SpotCheckQueryHandler, SpotChecksQueryHandler } from './read/spot-checks/spot-checks.query.js'
import { SpotChecks } from './spot-checks.js'
import { AbandonSpotCheckController } from './write/abandon-spot-check/abandon-spot-check.controller.js'
import { AbandonSpotCheckHandler } from './write/abandon-spot-check/abandon-spot-check.handler.js'
import { AssignCheckController } from './write/assign-check/assign-check.controller.js'
import { AssignCheckHandler } from './write/assign-check/assign-check.handler.js'
import { CommitSpotCheckController } from './write/commit-spot-check/commit-spot-check.controller.js'
import { CommitSpotCheckHandler } from './write/commit-spot-check/commit-spot-check.handler.js'
import { CompleteCheckController } from './write/complete-check/complete-check.controller.js'
import { CompleteCheckHandler } from './write/complete-check/complete-check.handler.js'
import { CompleteCorrectiveActionController } from './write/complete-corrective-action/complete-corrective-action.controller.js'
import { CompleteCorrectiveActionHandler } from './write/complete-corrective-action/complete-corrective-action.handler.js'
import { OpenCorrectiveActionController } from './write/open-corrective-action/open-corrective-action.controller.js'
import { OpenCorrectiveActionHandler } from './write/open-corrective-action/open-corrective-action.handler.js'
import { RevealSpotCheckController } from './write/reveal-spot-check/reveal-spot-check.controller.js'
import { RevealSpotCheckHandler } from './write/reveal-spot-check/reveal-spot-check.handler.js'
import { VerifyCorrectiveActionController } from './write/verify-corrective-action/verify-corrective-action.controller.js'
import { VerifyCorrectiveActionHandler } from './write/verify-corrective-action/verify-corrective-action.handler.js'

/** Rounds of random checks of closed cases, and what follows from their findings. */
@Module({})
export class SpotCheckModule {
  static register(decider: RefundCaseDecider, packs: PackCatalogue): DynamicModule {
    return {
      module: SpotCheckModule,
      imports: [TypeOrmModule.forFeature([SpotCheckRow, CorrectiveActionRow])],
      controllers: [
        SpotChecksController, CommitSpotCheckController, RevealSpotCheckController, AbandonSpotCheckController, AssignCheckController,
        CompleteCheckController, OpenCorrectiveActionController, CompleteCorrectiveActionController, VerifyCorrectiveActionController,
      ],
      providers: [
        { provide: REFUND_CASE, useValue: decider },
        { provide: PackCatalogue, useValue: packs },
        SpotChecks, SpotChecksQueryHandler, SpotCheckQueryHandler, CorrectiveActionsQueryHandler,
        CommitSpotCheckHandler, RevealSpotCheckHandler, AbandonSpotCheckHandler, AssignCheckHandler, CompleteCheckHandler,
        OpenCorrectiveActionHandler, CompleteCorrectiveActionHandler, VerifyCorrectiveActionHandler,
      ],
    }
  }
}
