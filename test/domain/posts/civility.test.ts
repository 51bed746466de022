import { cuss } from 'cuss'
import fc from 'fast-check'
import t from 'tap'
import { insultsSomebody } from '../../../src/domain/posts/civility.ts'

function judged (sentences: readonly string[], isUncivil: boolean): string[] {
  return sentences.filter(sentence => insultsSomebody(sentence) !== isUncivil)
}

t.test('whoever is spoken to is insulted', async t => {
  t.strictSame(judged([
    'You are an idiot.', "you're an idiot", 'You’re a moron', 'youre an absolute clown', 'your an idiot', 'ur stupid', 'You idiot!', 'you stupid, stupid moron',
    'Are you stupid?', 'Were you an idiot before you got paid for it?', "You're pathetic.", 'You sound like a moron', "You're the same old greedy corporate liar.",
    'I think you are an idiot', "Honestly, you're a piece of shit", "You're all just a bunch of liars", 'you guys are morons', 'you people are parasites',
    'You are full of shit and everybody knows it', 'Well, you clown, look at the date', "You're a waste of oxygen", 'You bunch of hypocrites', 'What a liar you are',
    'YOU ARE AN IDIOT', 'you are an idiooooot', 'you f***ing moron', "you're an a**hole", 'You are *such* an _idiot_', 'You are a disgusting human being',
    "you're nothing but a liar and a fraud", 'you, sir, are an idiot', 'u r an idiot', "You're just another corporate shill", 'You must be stupid', 'How stupid are you?', 'You useless piece of shit!',
    'Only a moron like you would say that', 'you losers!', 'Nobody likes you, you freak', 'Hey idiot, read the docs', 'people like you are vermin',
    'I really think you are an idiot', 'I honestly believe you are a liar', 'I do think you are pathetic'
  ], true), [])
})

t.test('whoever is mentioned or named is insulted, and so are groups of people', async t => {
  t.strictSame(judged([
    '@bob what a moron', '@bob you are a clown', '@bob idiot', '@bob is a liar', 'What an idiot @bob@example.social', '@bob@example.social Idiot.', 'idiot @bob',
    'Bob is an idiot', 'Our minister is a liar', 'I have read it all: Smith was a coward', 'he is an idiot', "She's a liar", 'These people are parasites', 'those politicians are vermin',
    'Immigrants are vermin', 'these people are stupid', 'they are all idiots', 'These morons broke the site again', 'those lying hypocrites', 'The author is clueless.',
    'What an idiot Bob is', 'The reviewer is an incompetent buffoon', 'Elon Musk is a complete and utter moron', 'All cops are bastards',
    '@bob, what a clown', '@bob That again? Idiot.', 'these lying hypocrites', 'he is such a bitch'
  ], true), [])
})

t.test('whoever is told to go to hell is insulted', async t => {
  t.strictSame(judged([
    'Shut up.', 'just shut up', '@bob shut up', 'Fuck you', 'go to hell', 'Oh, fuck off', 'screw you @bob', 'fuck these people', 'You can go to hell', 'STFU', 'kill yourself', 'I hope you die',
    'Please shut the fuck up'
  ], true), [])
})

t.test('disagreement is no insult, however pointed', async t => {
  t.strictSame(judged([
    "I think you're wrong about X, and here is why: the sample is small.", 'I disagree with the conclusion because the sample is small',
    'You are mistaken, and the numbers in your own table say so.', "That's nonsense: the benchmark measures the cache.", 'This argument does not hold water.',
    'You keep saying this, and you keep being wrong.', "You're missing the point entirely.", "I'm sorry, but your reasoning here is circular.", 'Frankly, this is the worst take I have read all year.',
    'With respect, Bob, your claim is false.', '@bob I strongly disagree, and I am disappointed that you ignored the data.', 'He is wrong, and he knows it.', 'You should be ashamed of that headline.',
    'The minister is not telling the truth.', 'You are biased', 'Your proposal would hurt the people who can least afford it.'
  ], false), [])
})

t.test('strong words about things insult nobody', async t => {
  t.strictSame(judged([
    'this damn build is killing me', 'kill the process', 'Kill it with fire', 'what a stupid bug', 'This is a stupid idea', 'your stupid, broken build', 'your stupid code', 'that was a dumb thing to do',
    'This fucking compiler is a piece of shit', 'fuck this build', 'Fuck cancer', 'Screw it, ship it', 'CSS is a bastard to debug', 'Tapeworms are parasites. They are parasites of vertebrates.',
    'The parser is pathetic', 'it is useless', 'These are useless', 'They are useless', 'JavaScript is stupid', 'What a garbage API', 'you idiot-proof the thing and they build a better idiot', 'an idiot filter for forms',
    'you are stupid good at this', 'You are fucking brilliant', 'Damn, you are good', 'damn you all look great', 'Shut up and take my money', 'drop dead gorgeous', 'shut the door', 'She is a quick learner',
    'how to fool yourself', 'Do you troll?', 'why do you joke', 'You are a rat researcher', 'the patient was retarded by the bureaucracy', 'A liar paradox is what you want', "You're killing it!", 'You are the worst kind of perfectionist, in a good way', 'You absolute legend', 'You magnificent bastard of a framework',
    "Mr. Pig is a children's book", 'He is a rat catcher', 'Who are you calling an idiot?', 'Are you a troll?', 'What a joke of an API', '@bob clown fish are cool', '@bob what a day', "Bob is a coward's worst nightmare",
    'The Idiot by Dostoevsky is a great book', 'please shut up and dance with me', 'Only an idiot would do that', "Don't be stupid", 'Immigrants are the backbone of this town', 'Politicians are liars is a cliché'
  ], false), [])
})

t.test('what is denied, supposed, or told of what others say is no insult', async t => {
  t.strictSame(judged([
    'he called me an idiot', 'you are not an idiot', "You're no fool", "I don't think you're an idiot", 'I never said you were stupid', 'nobody thinks you are stupid', "It does not mean you're stupid",
    'they think you are an idiot', 'He said you are a liar', '"You are an idiot," he wrote.', 'My boss yelled “you are all morons” at us', "he told me 'you're an idiot' twice", '> you are an idiot\n\nThat was uncalled for.',
    'Bad docs make you look like an idiot', 'it makes you feel stupid', 'Stop calling people idiots', 'if you are an idiot like me, you forget the semicolon', 'She is not a liar', 'He is hardly an idiot',
    '`you are an idiot` is what the test prints', '```\nputs "you idiot"\nyou idiot\n```', 'You are anything but stupid', 'they told me to shut up',
    'Not that you are an idiot', "It's not that you're stupid", 'They really think you are an idiot', 'I do not think you are an idiot'
  ], false), [])
})

t.test('whoever speaks of themselves insults nobody', async t => {
  t.strictSame(judged([
    "I'm an idiot", 'I am such a moron', 'What an idiot I am', 'We are all idiots sometimes', 'am I stupid?', 'Forgot my keys again. What an idiot.', 'I should shut up now', 'You are an idiot, I told myself', 'my dog is an idiot'
  ], false), [])
})

t.test('a quoted sentence is somebody else\'s, and a single word between quotation marks is the writer\'s own', async t => {
  t.strictSame(judged(['You are an "idiot".', "You are a 'moron'", 'You are a “liar” and you know it'], true), [])
  t.strictSame(judged(['"Idiot"? She said "you are an idiot".', "He wrote 'you are a moron' to everybody"], false), [])
})

t.test('who is meant and what they are called stand within eight words, and no word of these lists has more than 50 letters', async t => {
  const called = (words: number) => insultsSomebody(`You are a ${'really '.repeat(words)}idiot`)
  t.strictSame([0, 6, 7, 50].map(called), [true, true, false, false])
  t.strictSame([0, 10, 44, 46].map(letters => insultsSomebody(`You are an idi${'o'.repeat(letters)}ot`)), [true, true, true, false])
})

t.test('a slur hurts where a person is called by it, and not as a word of another sense', async t => {
  t.equal(insultsSomebody('you are a spaz and a faggot'), true)
  t.strictSame(judged(['you are a stringer for the paper, I hear', 'He is a tinker', 'she is a Pollock scholar', 'you are chunky', 'He is a slave to the deadline', 'a beanbag for you'], false), [])
  t.equal(cuss['idiot'], 2, 'the ratings are those of cuss')
})

t.test('any text is judged, and a long one in no time', async t => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => typeof insultsSomebody(text) === 'boolean'), { numRuns: 300 })
  const parts = ["'a ", '"', '`', '```', '@a ', 'you ', "n't", '*', '> ', 'a', ' ', '“', 'http://', 'you are a ', 'your a ', 'what a ', "'a'a", 'stupid ', '_@', 'pieces of ', '\n', '.', '’', 'these ', 'is ']
  const texts = [...parts.map(part => part.repeat(Math.ceil(50_000 / part.length)).slice(0, 50_000)), `a${'*'.repeat(49_998)}a`, `@a${'.'.repeat(49_000)}`, `it${"'".repeat(49_000)}s`]
  for (const text of texts) {
    const began = performance.now()
    insultsSomebody(text)
    const took = performance.now() - began
    t.ok(took < 2_000, `${JSON.stringify(text.slice(0, 12))} took ${Math.round(took)} ms`)
  }
})
