import { walkEveryPathOf } from './walk.js'

walkEveryPathOf('livestream-aesthetics')
