import type { MigrationInterface, QueryRunner } from 'typeorm'

/** One wrapped key per person and tenant; `wrapped` IS NULL once it was destroyed. */
export class CreatePersonKey1763700000001 implements MigrationInterface {
  name = 'CreatePersonKey1763700000001'

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE person_key (
        tenant text COLLATE "C" NOT NULL,
        person text COLLATE "C" NOT NULL,
        wrapped bytea,
        destroyed_at timestamptz,
        PRIMARY KEY (tenant, person)
      )`)
  }

  async down(): Promise<void> {
    throw new Error('without the keys no personal data can be read again: they are never dropped by a migration')
  }
}
