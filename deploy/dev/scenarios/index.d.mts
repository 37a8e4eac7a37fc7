import type { Player } from './player.mjs'

/** One way that a case of a pack can go. */
export interface Scenario {
  readonly pack: string
  /** Which test walks it, when not the one of its pack. */
  readonly group?: string
  /** Unique in its pack; part of every key and of the golden file's name. */
  readonly name: string
  readonly title: { readonly en: string; readonly 'zh-CN': string }
  /** Ids of the requirements that the path shows. */
  readonly rows: readonly string[]
  /** When it begins, in the tests, if it matters. */
  readonly begins?: string
  /** Answers what the path is about beside its case: category and id of other streams. */
  walk(player: Player): Promise<readonly (readonly [category: string, id: string])[] | void>
}

export declare const scenarios: readonly Scenario[]
/** The `sub` of the customer whom a path has to itself. */
export declare const customerOf: (path: Pick<Scenario, 'pack' | 'name'>) => string
