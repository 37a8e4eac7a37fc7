import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const FILE = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'

let font: Buffer | undefined

/** Noto Sans SC Regular (SIL Open Font License 1.1, THIRD-PARTY-NOTICES.md), read once; documents embed only the glyphs they use. */
export const notoSansSc = (): Buffer => (font ??= readFileSync(createRequire(import.meta.url).resolve(FILE)))
