import { POSTS } from '../../database/posts/posts.ts'
import { timelineList } from '../timeline-list.ts'

/** Posts of each of some contacts, by when they were published, newest first. */
export const postList = timelineList(POSTS, 'posts')
