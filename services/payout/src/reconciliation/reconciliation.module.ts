import { Module, type DynamicModule } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { REFUND_CASE, RefundCases, type RefundCaseDecider } from '../domain.js'
import { ReconciliationDifferenceRow } from '../read/reconciliations/reconciliation-difference.entity.js'
import { ReconciliationRow } from '../read/reconciliations/reconciliation.entity.js'
import { ReconciliationsController } from '../read/reconciliations/reconciliations.controller.js'
import { DifferencesQueryHandler, ReconciliationQueryHandler, ReconciliationsQueryHandler } from '../read/reconciliations/reconciliations.query.js'
import { RecordReconciliationController } from '../write/record-reconciliation/record-reconciliation.controller.js'
import { RecordReconciliationHandler } from '../write/record-reconciliation/record-reconciliation.handler.js'
import { ResolveDifferenceController } from '../write/resolve-difference/resolve-difference.controller.js'
import { ResolveDifferenceHandler } from '../write/resolve-difference/resolve-difference.handler.js'
import { DayReader } from './day-reader.js'

/** Channels' daily statements against our payouts, and what is done about differences. */
@Module({})
export class ReconciliationModule {
  static register(days: DayReader, decider: RefundCaseDecider): DynamicModule {
    return {
      module: ReconciliationModule,
      imports: [TypeOrmModule.forFeature([ReconciliationRow, ReconciliationDifferenceRow])],
      controllers: [ReconciliationsController, RecordReconciliationController, ResolveDifferenceController],
      providers: [
        { provide: DayReader, useValue: days },
        { provide: REFUND_CASE, useValue: decider },
        RefundCases, ReconciliationsQueryHandler, ReconciliationQueryHandler, DifferencesQueryHandler, RecordReconciliationHandler, ResolveDifferenceHandler,
      ],
    }
  }
}
