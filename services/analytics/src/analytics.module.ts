import { Module, type DynamicModule } from '@nestjs/common'
import { WorkingCalendar } from '@recourse/policy'
import { CostBenefitController } from './read/cost-benefit/cost-benefit.controller.js'
import { EventStreamController } from './read/event-stream/event-stream.controller.js'
import { EventStreams } from './read/event-stream/event-streams.js'
import { EventsController } from './read/events/events.controller.js'
import { EventsQueryHandler } from './read/events/events.query.js'
import { MonthlyMeasuresController } from './read/monthly-measures/monthly-measures.controller.js'
import { MonthlyMeasuresQueryHandler } from './read/monthly-measures/monthly-measures.query.js'
import { SummaryController } from './read/summary/summary.controller.js'
import { SummaryQueryHandler } from './read/summary/summary.query.js'

@Module({})
export class AnalyticsModule {
  /** @param calendar by which working days are counted */
  static register(calendar: WorkingCalendar): DynamicModule {
    return {
      module: AnalyticsModule,
      controllers: [MonthlyMeasuresController, SummaryController, CostBenefitController, EventsController, EventStreamController],
      providers: [{ provide: WorkingCalendar, useValue: calendar }, MonthlyMeasuresQueryHandler, SummaryQueryHandler, EventsQueryHandler, EventStreams],
    }
  }
}
