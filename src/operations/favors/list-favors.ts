import { FAVORS } from '../../database/favors/favors.ts'
import { timelineList } from '../timeline-list.ts'

/** Favors of the workspace, or of each of some contacts, by when they were done, newest first. */
export const favorList = timelineList(FAVORS, 'favors')
