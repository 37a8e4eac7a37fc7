import type { Instant } from '@recourse/kernel'
import type { Curriculum } from '@recourse/policy'

/** How far a person is with one course. */
export interface CourseState {
  /** Items taught since the course was last passed. */
  readonly covered: readonly string[]
  readonly passed?: { readonly score_percent: number; readonly passedAt: Instant; readonly validUntil: Instant }
}

/** The courses of one person, by id. */
export interface Training {
  readonly person?: string
  readonly courses: Readonly<Record<string, CourseState>>
}

export const UNTRAINED: Training = { courses: {} }

const counts = (course: CourseState | undefined, now: Instant): boolean => course?.passed !== undefined && now < course.passed.validUntil

/** Courses that were passed and have not expired, sorted. */
export const validCourses = ({ courses }: Training, now: Instant): string[] => Object.keys(courses).filter((id) => counts(courses[id], now)).sort()

/** How much of a course is done: 100 while it counts, else the share of its items that were taught, rounded down. */
export const completion_percent = ({ courses }: Training, { id, items }: Curriculum, now: Instant): number => {
  const course = Object.hasOwn(courses, id) ? courses[id] : undefined
  if (counts(course, now)) return 100
  return Math.floor((items.filter((item) => course?.covered.includes(item.id)).length * 100) / items.length)
}
