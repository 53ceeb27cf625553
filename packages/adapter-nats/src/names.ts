/**
 * What is called how on the server. With a namespace, several logs live on one server side by side; without
 * one, streams and subjects have the names of log §1.
 */
export interface Names {
  stream(name: string): string
  /** A subject or a prefix of the port, as the server knows it. */
  subject(logical: string): string
  /** And back. */
  logical(subject: string): string
}

export function namesIn(namespace: string | undefined): Names {
  if (namespace === undefined) {
    return { stream: (name) => name, subject: (logical) => logical, logical: (subject) => subject }
  }
  return {
    stream: (name) => `${namespace}_${name}`,
    subject: (logical) => `${namespace}.${logical}`,
    logical: (subject) => subject.slice(namespace.length + 1),
  }
}
