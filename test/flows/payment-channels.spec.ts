import { walkEveryPathOf } from './walk.js'

walkEveryPathOf('payment-channels')
