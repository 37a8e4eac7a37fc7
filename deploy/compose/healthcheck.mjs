// Healthy = the process answers. With the argument `ready`: it also reaches what it needs, so that others may lean on it.
const path = process.argv[2] === 'ready' ? 'ready' : 'live'
const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/health/${path}`, { signal: AbortSignal.timeout(2500) }).catch((error) => error)
if (!answer.ok) {
  console.error(answer.status ?? answer.message)
  process.exit(1)
}
