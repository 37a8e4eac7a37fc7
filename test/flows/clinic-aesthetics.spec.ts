import { walkEveryPathOf } from './walk.js'

walkEveryPathOf('clinic-aesthetics')
