import { assertNever } from '@recourse/kernel'
import type { TrainingEvent } from './events/index.js'
import type { CourseState, Training } from './state.js'

export const evolve = (training: Training, event: TrainingEvent): Training => {
  switch (event.type) {
    case 'TrainingPassed': {
      const { score_percent, passedAt, validUntil } = event.data
      // An older record that is handed in late does not shorten what was passed since.
      const later = (passed: CourseState['passed']) => (passed && passed.validUntil > validUntil ? passed : { score_percent, passedAt, validUntil })
      return change(training, event.data, ({ passed }) => ({ covered: [], passed: later(passed) }))
    }
    case 'TrainingFailed': return change(training, event.data, (course) => ({ ...course, covered: [...new Set([...course.covered, ...event.data.items])] }))
    case 'TrainingRevoked': return change(training, event.data, () => ({ covered: [] }))
    default: return assertNever(event)
  }
}

const change = ({ courses }: Training, { person, course }: { person: string; course: string }, next: (course: CourseState) => CourseState): Training => ({
  person, courses: { ...courses, [course]: next(courses[course] ?? { covered: [] }) },
})
