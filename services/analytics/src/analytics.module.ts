import { Module } from '@nestjs/common'
import { EventsController } from './read/events/events.controller.js'
import { EventsQueryHandler } from './read/events/events.query.js'
import { MonthlyMeasuresController } from './read/monthly-measures/monthly-measures.controller.js'
import { MonthlyMeasuresQueryHandler } from './read/monthly-measures/monthly-measures.query.js'

@Module({
  controllers: [MonthlyMeasuresController, EventsController],
  providers: [MonthlyMeasuresQueryHandler, EventsQueryHandler],
})
export class AnalyticsModule {}
