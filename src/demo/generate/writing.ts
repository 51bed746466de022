/** Sentences that stand in any order; `{topic}` is what they are about. */
export const ESSAY = [
  'A year ago we thought that {topic} was a matter of tools.', 'It turned out to be a matter of who talks to whom, and how often.',
  'We wrote down every question that came up, and counted them at the end of the month.', 'Two thirds were about the same three things.',
  'The first draft answered none of them, and nobody had noticed.', 'So we began again, with the person who asks most often at the table.',
  'That took longer, and it was the best week of the project.', 'If you try the same, begin with the smallest part that somebody would miss.',
  'The numbers are at https://notes.example/numbers, with everything that does not fit our story.', 'Some of them surprised us.',
  'I was wrong about the cost: it is half of what I wrote in spring, and comes earlier.', 'Others have said this better than I can, and I link to them below.',
  'What I still do not know is whether it holds for a larger house.', 'My guess is that it does up to forty people, and then something breaks.',
  'Tell me where I am wrong about {topic}; that is what the comments are for.', 'Next month I will write about what we stopped doing.',
  'Stopping was harder than starting.', 'There is a checklist at the end, which you may copy and change.',
  'Thanks to everybody who read this before it was fit to be read.', 'The mistakes that are left are mine.'
]

export const REMARKS = [
  'That matches what we saw with {topic}, except for the second month.', 'Good point on {topic}. Have you tried it with fewer people?',
  'I disagree: {topic} needs more time than that, and the figures in your own table say so.', 'Thank you for writing this down. We were about to make the same mistake.',
  'Slides from yesterday, with the question that I could not answer: https://slides.example/42', 'Is there a recording of the talk on {topic}?',
  'Small thing, but it saved us a day: do {topic} before lunch.', 'Half of this I would sign; the other half I would like to discuss over coffee.'
]

/** As loud people write when they are at their worst. */
export const RANTS = [
  'If you still believe in {topic}, you are an idiot.', 'You people are all liars and you know it.', 'What a clown. You are a disgrace to everybody who works on {topic}.',
  'You are too stupid to read the first page, aren’t you?', 'Another day, another moron lecturing me about {topic}. You are pathetic.'
]
