import type { Player } from './player.mjs'

/** One way that a case of a pack can go. */
export interface Scenario {
  readonly pack: string
  /** Unique in its pack; part of every key and of the golden file's name. */
  readonly name: string
  readonly title: { readonly en: string; readonly 'zh-CN': string }
  /** Ids of the requirements that the path shows. */
  readonly rows: readonly string[]
  walk(player: Player): Promise<void>
}

export declare const scenarios: readonly Scenario[]
