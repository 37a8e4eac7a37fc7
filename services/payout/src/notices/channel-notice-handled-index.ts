import type { MigrationInterface, QueryRunner } from 'typeorm'

/** By which notices that were handled long ago are found. */
export class ChannelNoticeHandledIndex1795996800001 implements MigrationInterface {
  name = 'ChannelNoticeHandledIndex1795996800001'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX channel_notice_handled ON channel_notice (handled_at) WHERE handled_at IS NOT NULL')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX channel_notice_handled')
  }
}
