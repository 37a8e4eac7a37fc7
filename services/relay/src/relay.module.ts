import { Module } from '@nestjs/common'

/** No doors of its own: health, metrics and operations come with the platform. */
@Module({})
export class RelayModule {}
