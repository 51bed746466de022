import { ASKS } from '../../database/asks/asks.ts'
import { timelineList } from '../timeline-list.ts'

/** Asks of the workspace, or of each of some contacts, by when they were made, newest first. */
export const askList = timelineList(ASKS, 'asks')
