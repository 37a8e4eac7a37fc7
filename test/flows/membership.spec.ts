import { walkEveryPathOf } from './walk.js'

walkEveryPathOf('membership')
