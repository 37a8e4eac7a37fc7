import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Random } from '../simulation/random.js'
import { POSTS, type Post } from './plan.js'

interface Letter {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/**
 * Stands between the channels and our door, which it opens later: notices get through at once, twice, late, changed, a day old, or not at all. The channels are told that
 * each arrived, so that nothing but this office decides.
 */
export class PostOffice {
  readonly posted: Record<Post, number> = Object.fromEntries(POSTS.map((post) => [post, 0])) as Record<Post, number>
  /** How our door answered, by status. */
  readonly answers: Record<string, number> = {}
  private readonly held: Letter[] = []
  private door: string | undefined

  private constructor(readonly url: string, private readonly random: Random, readonly close: () => Promise<void>) {}

  static async open(random: Random): Promise<PostOffice> {
    const letters = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
      response.writeHead(200).end('success')
      await office.take({ path: request.url!, headers: request.headers, body: Buffer.concat(chunks) })
    })
    letters.listen(0, '127.0.0.1')
    await once(letters, 'listening')
    const office = new PostOffice(`http://127.0.0.1:${(letters.address() as AddressInfo).port}`, random, async () => {
      letters.close()
      letters.closeAllConnections()
    })
    return office
  }

  /** Where the notices shall go. */
  openDoor(url: string): void {
    this.door = url
  }

  /** Brings what was held back; whoever calls it has let time pass. */
  async bringLate(): Promise<void> {
    for (const letter of this.held.splice(0)) await this.bring(letter)
  }

  private async take(letter: Letter): Promise<void> {
    const post = this.random.pick(POSTS)
    this.posted[post] += 1
    if (post === 'tampered first') await this.bring({ ...letter, body: tampered(letter.body) })
    if (post === 'at once' || post === 'twice' || post === 'tampered first' || post === 'replayed a day later') await this.bring(letter)
    if (post === 'twice' || post === 'late and twice') this.held.push(letter)
    if (post === 'late' || post === 'late and twice' || post === 'replayed a day later') this.held.push(letter)
  }

  private async bring({ path, headers, body }: Letter): Promise<void> {
    const { host, connection, 'content-length': length, ...others } = headers
    const answer = await fetch(`${this.door}${path}`, { method: 'POST', headers: others as Record<string, string>, body: new Uint8Array(body) })
    await answer.body?.cancel()
    this.answers[answer.status] = (this.answers[answer.status] ?? 0) + 1
  }
}

/** One character of what was signed is another. */
const tampered = (body: Buffer): Buffer => {
  const changed = Buffer.from(body)
  const at = changed.length >> 1
  changed[at] = changed[at] === 0x41 ? 0x42 : 0x41
  return changed
}
