/** Cyrillic letters that Kazakh has and Russian has not; `ə` and Latin `i`, `h` inside Cyrillic words stand for ә, і, һ. */
export const KAZAKH_CYRILLIC = /[әіңғүұқөһ]/u

/** Letters of the February 2018 (acutes) and January 2021 Kazakh Latin alphabets that English has not. */
export const KAZAKH_LATIN = /[áǵıńóúýäğñöşüū]/u
