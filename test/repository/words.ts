/** A phrase to avoid, what to write instead, and a sentence that has it. */
export interface Phrase {
  pattern: RegExp
  instead: string
  example: string
}

/** Phrases that read like a translation, or that no one would search for. */
export const PHRASES: readonly Phrase[] = [
  { pattern: /\bby nature\b/i, instead: 'always', example: 'It has access by nature.' },
  { pattern: /\bof (no )?use\b/i, instead: 'useful, not used', example: 'This is of no use.' },
  {
    pattern: /\bturn(s|ed|ing)? (\w+ )?(away|down)\b/i,
    instead: 'reject',
    example: 'The key was turned away.',
  },
  { pattern: /\bmend(s|ed|ing)?\b/i, instead: 'fix', example: 'This mends the key.' },
  { pattern: /\bis none of\b/i, instead: "isn't a valid", example: '"gant" is none of grant.' },
  {
    pattern: /(?<!\bthere )\bis no (?!longer\b|more\b)/i,
    instead: "isn't a",
    example: 'This is no URL.',
  },
  {
    pattern: /\b(asked for|as asked|asks? (but )?once)\b/i,
    instead: 'requested, checks once',
    example: 'Access that was not asked for.',
  },
  {
    pattern: /\b(could not|couldn't|can't) be (asked|told)\b/i,
    instead: "couldn't reach, couldn't determine",
    example: 'The API could not be asked.',
  },
  { pattern: /\btold\b|\bno telling\b/i, instead: 'reported', example: 'Mistakes are told.' },
  {
    pattern: /\bcarr(y|ies|ied|ying) (it )?out\b/i,
    instead: 'apply',
    example: 'The grant was carried out.',
  },
  {
    pattern: /\b(nobody|somebody|anybody|everybody|whoever)\b/i,
    instead: 'no one, a user, anyone who',
    example: 'Whoever can push a branch can use it.',
  },
  {
    pattern:
      /\b(one|name|item|key|requests?|checkpoint|\d+|eight) an? (line|minute|project|checkpoint)\b/i,
    instead: 'per line, per minute',
    example: 'Eight requests a minute, one a line.',
  },
  {
    pattern: /\btak(e|es|ing|en) ((it|them|that|this|both|access|a \w+|the \w+) )?(away|out)\b/i,
    instead: 'revoke, remove',
    example: 'Take it out.',
  },
  { pattern: /\btook (\w+ )?(away|out)\b/i, instead: 'revoked', example: 'It took access away.' },
  {
    pattern: /\bhand(s|ed|ing)? (\w+ )?(on|over|in)\b/i,
    instead: 'pass',
    example: 'It hands on the IDs.',
  },
  {
    pattern: /\bof (its|their|your|his|our) own\b/i,
    instead: 'its own X',
    example: 'A folder of its own.',
  },
  {
    pattern: /\bstands? (here|there|twice|under|behind|beside|where|idle)\b/i,
    instead: 'is, exists',
    example: 'The key stands twice.',
  },
  {
    pattern:
      /\bmak(e|es|ing) (a|an|the|their) (admin |new |project )?(key|environment|permission)s?\b/i,
    instead: 'create',
    example: 'An owner makes an admin key.',
  },
  {
    pattern: /\bheld back\b|\bholds? back\b/i,
    instead: 'skipped',
    example: 'It was held back.',
  },
  { pattern: /\bfurther mistakes?\b/i, instead: 'more errors', example: 'And 3 further mistakes.' },
]
