import { Entity, PrimaryColumn } from 'typeorm'

/** A row of the view `intake_published_pack`. Only the projection writes it. */
@Entity({ name: 'intake_published_pack', synchronize: false })
export class PublishedPackRow {
  @PrimaryColumn('text')
  tenant: string

  @PrimaryColumn('text')
  id: string
}
