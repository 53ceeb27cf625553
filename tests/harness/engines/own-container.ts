import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { docker, dockerNow, IMAGES } from './docker.ts'
import type { Runner, RunnerOptions } from './runner.ts'

const INFRA = fileURLToPath(new URL('../../../infra', import.meta.url))

/**
 * A container, made by testcontainers, which brings its image and removes it should this process be killed. It has the
 * network of this machine, and at the same paths the temporary folder, where its own folder and the
 * certificates of tests lie, and `infra`: so ports, settings and paths are those of a process.
 */
export function containerRunner({ name, folder, launch, user }: RunnerOptions): Runner {
  let id: string | undefined
  const isRunning = async () =>
    id !== undefined && (await docker('inspect', '--format', '{{.State.Running}}', id)).trim() === 'true'
  return {
    async begin() {
      if (id !== undefined) {
        await docker('start', id)
        return
      }
      // Not loaded where no container is asked for: it takes half a second.
      const { GenericContainer, Wait } = await import('testcontainers')
      const { command, args, env = {} } = launch.container
      // Root's group: what is in the images of engines may be read and run by it, whoever the user is.
      const uid = user?.uid ?? process.getuid?.() ?? 0
      const container = await new GenericContainer(IMAGES[name])
        .withNetworkMode('host')
        .withUser(`${uid}:0`)
        .withWorkingDir(folder)
        .withBindMounts([
          { source: tmpdir(), target: tmpdir(), mode: 'rw' },
          { source: INFRA, target: INFRA, mode: 'ro' },
        ])
        .withEnvironment(env)
        .withEntrypoint([command])
        .withCommand([...args])
        // Whether it is ready is asked afterwards, as it is of a process.
        .withWaitStrategy(Wait.forLogMessage(/./))
        .start()
      id = container.getId()
    },
    isRunning,
    async end(value) {
      if (id === undefined || !(await isRunning())) return
      const gone = docker('wait', id)
      await docker('kill', '--signal', value, id)
      // A stopped process takes no other signal than SIGKILL; one that has ended meanwhile takes none.
      if (value !== 'SIGKILL') dockerNow('kill', '--signal', 'SIGCONT', id)
      await gone
    },
    signal(value) {
      if (id !== undefined) dockerNow('kill', '--signal', value, id)
    },
    log: async () => (id === undefined ? '' : docker('logs', id)),
    die() {
      if (id !== undefined) dockerNow('rm', '--force', id)
    },
    async dispose() {
      if (id !== undefined) await docker('rm', '--force', '--volumes', id)
    },
  }
}
