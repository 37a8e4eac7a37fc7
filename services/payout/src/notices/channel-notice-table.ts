import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A durable inbox and no view: what a channel told us and we acknowledged cannot be made again from the event log. It holds nothing of the notice's body. */
export class ChannelNoticeTable1795996800000 implements MigrationInterface {
  name = 'ChannelNoticeTable1795996800000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE channel_notice (
      channel text NOT NULL,
      notice_id text NOT NULL,
      out_refund_no text NOT NULL,
      payment_reference text NOT NULL,
      body_sha256 text NOT NULL,
      received_at timestamptz NOT NULL,
      due_at timestamptz NOT NULL,
      attempts integer NOT NULL DEFAULT 0,
      handled_at timestamptz,
      outcome text,
      PRIMARY KEY (channel, notice_id)
    )`)
    await runner.query('CREATE INDEX channel_notice_due ON channel_notice (due_at) WHERE handled_at IS NULL')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE channel_notice')
  }
}
