/**
 * What each observation says, in bits: one more doubles the odds that two contacts are one person (Fellegi & Sunter 1969). The numbers are
 * chosen by hand and held by pairs of people as they are met; those of names stand for a workspace of some thousand contacts, where most
 * pairs are two people.
 */
export const NAME_BITS = {
  /** A full name that is not common: seldom do two have it who know the same people. */
  same: 2.4,
  /** A. Lovelace: with her house it is enough, alone it is not. */
  initial: 0.4,
  /** Ada, and no more: with her house it is enough unless the name is common. */
  givenOnly: -0.3,
  /** No name at all: the login or the number has to tell. */
  nameless: -0.8,
  /** Two names of two people. */
  different: -7
} as const

/** What makes a likeness of names less sure, or surer. */
export const NAME_SHIFTS = {
  /** John Smith says less than Ada Lovelace; both parts common, and the name alone is no candidate. */
  commonFamily: -1,
  commonGiven: -0.9,
  nickname: -0.4,
  spelling: 0,
  sound: -0.5,
  order: -0.3,
  partOfFamily: -0.6,
  joined: -0.6,
  calledByAnother: -0.6,
  /** A slip in a long name is seldom another name; in a short one it often is, and needs a house or a login beside it. */
  slip: -1.4,
  slipInShort: -2,
  /** Ada L.: her family name's first letter. */
  familyInitial: 0.5,
  guessed: -0.4,
  sameMiddle: 0.6,
  otherMiddle: -3.5,
  /** Father and son, Mr and Mrs: told apart on purpose. */
  otherGeneration: -7,
  oneGeneration: -0.6,
  otherGender: -4
} as const

export const OTHER_BITS = {
  house: 1.5,
  /** People change houses more often than names. */
  otherHouse: -1,
  title: 0.4,
  mailbox: 6,
  number: 3.5,
  numberButCountry: 2.5,
  numberButExtension: 1,
  /** A login that the name does not suggest: few choose the same. */
  login: 3,
  /** ada.lovelace is what anybody of that name is called. */
  loginOfName: 0.8,
  /** wei.zhang2 and wei.zhang7 at one house: numbered because they are two. */
  numbered: -4
} as const
