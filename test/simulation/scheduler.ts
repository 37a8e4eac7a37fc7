import type { Random } from './random.js'

/** Who waits: what belongs to somebody who is gone never happens, what belongs to somebody frozen happens later. */
export interface Owner {
  readonly name: string
  readonly alive: boolean
  readonly frozenUntil_ms: number
}

interface Task {
  at_ms: number
  /** Decides between tasks of one moment. */
  readonly tie: number
  readonly owner: Owner
  run(): void
}

/** Lets everything that can go on without waiting go on: a tick comes when no promise has anything left to do. */
const settle = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve))

/** Virtual time: one thing happens after the other, in an order that chance and nothing else decides. */
export class Scheduler {
  private readonly heap: Task[] = []
  private now = 0
  private hash = 0x811c9dc5
  steps = 0

  constructor(private readonly random: Random, private readonly onNote?: (line: string) => void) {}

  get now_ms(): number {
    return this.now
  }

  /** Of everything that was noted so far: equal for two runs that did the same. */
  get traceHash(): string {
    return (this.hash >>> 0).toString(16).padStart(8, '0')
  }

  /** Adds to the trace. */
  note(owner: Owner, what: string): void {
    const line = `${this.now.toFixed(3)} ${owner.name} ${what}`
    for (let index = 0; index < line.length; index += 1) this.hash = Math.imul(this.hash ^ line.charCodeAt(index), 0x01000193)
    this.onNote?.(line)
  }

  after(wait_ms: number, owner: Owner, run: () => void): void {
    this.push({ at_ms: this.now + wait_ms, tie: this.random.next(), owner, run })
  }

  /** Never resolves when the owner is gone by then. */
  sleep(wait_ms: number, owner: Owner): Promise<void> {
    return new Promise((resolve) => this.after(wait_ms, owner, resolve))
  }

  /** Goes on until `isOver`, which is asked after every step. @throws Error when nothing is left to do before that. */
  async run(isOver: () => boolean): Promise<void> {
    await settle()
    while (!isOver()) {
      const task = this.pop()
      if (!task) throw new Error('nothing is left to do, and it is not over')
      if (!task.owner.alive) continue
      if (task.owner.frozenUntil_ms > task.at_ms) {
        this.push(Object.assign(task, { at_ms: task.owner.frozenUntil_ms }))
        continue
      }
      this.now = task.at_ms
      this.steps += 1
      task.run()
      await settle()
    }
  }

  private push(task: Task): void {
    const { heap } = this
    let place = heap.push(task) - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!isBefore(heap[place]!, heap[parent]!)) break
      swap(heap, place, parent)
      place = parent
    }
  }

  private pop(): Task | undefined {
    const { heap } = this
    const first = heap[0]
    const last = heap.pop()
    if (heap.length === 0 || !last) return first
    heap[0] = last
    for (let place = 0; ;) {
      const left = 2 * place + 1
      const right = left + 1
      let least = place
      if (left < heap.length && isBefore(heap[left]!, heap[least]!)) least = left
      if (right < heap.length && isBefore(heap[right]!, heap[least]!)) least = right
      if (least === place) return first
      swap(heap, place, least)
      place = least
    }
  }
}

const isBefore = (one: Task, other: Task): boolean => one.at_ms < other.at_ms || (one.at_ms === other.at_ms && one.tie < other.tie)

const swap = (heap: Task[], one: number, other: number): void => {
  [heap[one], heap[other]] = [heap[other]!, heap[one]!]
}
