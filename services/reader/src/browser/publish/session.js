/** The key lives as long as the tab (contract §1), and nowhere else. */
const NAME = 'uniwire-press'

export function savedSession() {
  try {
    return JSON.parse(sessionStorage.getItem(NAME)) ?? undefined
  } catch {
    return undefined
  }
}

export function saveSession(session) {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(session))
  } catch {
    // A browser that stores nothing asks for the key again after a reload; nothing else is lost.
  }
}

export const forgetSession = () => sessionStorage.removeItem(NAME)
