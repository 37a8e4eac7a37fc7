import { walkEveryPathOf } from './walk.js'

walkEveryPathOf('food-delivery')
