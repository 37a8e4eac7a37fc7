import { walkEveryPathOf } from './walk.js'

walkEveryPathOf('light-aesthetics-care')
