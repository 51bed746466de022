import type { Channel } from '../../domain/interactions/interaction.ts'

const LINK = /^https?:\/\//i
/** Where people meet by video, by its address or as programs write it into the place. */
const VIDEO = /(?:\bzoom\.us|\bteams\.(?:microsoft|live)\.com|\bmeet\.google\.com|\bmeet\.jit\.si|\bwebex\.com|\bwhereby\.com|\bgotomeet|\bbluejeans\.com|\bchime\.aws|\bfacetime\.apple\.com|\bmicrosoft teams\b|\bgoogle meet\b|\bhangouts?\b|^\s*(?:zoom|teams|skype|webex|facetime|video(?: ?call)?|online|virtual)\b)/i
const MAP = /^https?:\/\/(?:(?:www\.)?google\.[a-z.]{2,6}\/maps|maps\.|goo\.gl\/maps|www\.openstreetmap\.org)/i
const PHONE = /^(?:(?:tel:|phone:?|call:?|telefon:?|by phone:?)?\s*\+?[\d ()./-]{6,30}|(?:by )?(?:tele)?phone(?: call)?|telefon|call)$/i
/** In UTF-16 units; some write the whole invitation into the place. */
const LONGEST = 2_000

/** How those meet whom a calendar names, by the place it says. Where it says none they meet by video: who travels is told where to. */
export function channelOf (location: string | null): Channel {
  const place = (location ?? '').slice(0, LONGEST).trim()
  if (VIDEO.test(place)) return 'VIDEO_CALL'
  if (PHONE.test(place)) return 'PHONE_CALL'
  return place === '' || (LINK.test(place) && !MAP.test(place)) ? 'VIDEO_CALL' : 'IN_PERSON'
}
