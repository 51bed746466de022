/** The list query whose speed is promised: 50 contacts with 5 interactions each, identities, cadence, quality with reasons. */
export const LIST_QUERY = `query Bench($first: Int!, $interactions: Int!) {
  contacts(first: $first) {
    nodes {
      id name organization title tags lastInteractionAt version
      identities { kind value normalized label isPrimary }
      cadence { targetDays source lastTouchAt dueAt state }
      quality {
        score band confidence modelVersion asOf
        warmth { score confidence weight }
        reciprocity { score confidence weight }
        responsiveness { score confidence weight }
        substance { score confidence weight }
        reasons { code text impact evidenceIds }
      }
      interactions(first: $interactions) {
        nodes { id channel direction status occurredAt durationMinutes subject source externalId }
      }
    }
  }
}`

export const LIST_VARIABLES = { first: 50, interactions: 5 }
