import { walkEveryPathOf } from './walk.js'

walkEveryPathOf('retail')
