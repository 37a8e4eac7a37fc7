import { Module } from '@nestjs/common'
import { loadCurricula } from '@recourse/policy'
import { TrainingController } from './read/training/training.controller.js'
import { CurriculaQueryHandler, TrainingRecordQueryHandler } from './read/training/training.query.js'
import { CURRICULA } from './training.js'
import { RecordTrainingController } from './write/record-training/record-training.controller.js'
import { RecordTrainingHandler } from './write/record-training/record-training.handler.js'
import { RevokeTrainingController } from './write/revoke-training/revoke-training.controller.js'
import { RevokeTrainingHandler } from './write/revoke-training/revoke-training.handler.js'

/** Who is trained in what, until when. */
@Module({
  controllers: [RecordTrainingController, RevokeTrainingController, TrainingController],
  providers: [
    { provide: CURRICULA, useFactory: () => loadCurricula() },
    RecordTrainingHandler, RevokeTrainingHandler, TrainingRecordQueryHandler, CurriculaQueryHandler,
  ],
})
export class TrainingModule {}
