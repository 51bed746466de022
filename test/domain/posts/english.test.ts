import t from 'tap'
import { isEnglish } from '../../../src/domain/posts/english.ts'

const ENGLISH = [
  "you're an idiot", 'You are an idiot.', '@bob what a moron', 'these people are parasites',
  "I think you're wrong about X, and here is why: the sample is small.", 'this damn build is killing me', 'kill the process', 'he called me an idiot',
  'Shut up.', 'Bob is an idiot', 'Immigrants are vermin', 'Shipped the new release today, thanks to everybody who tested it!',
  'PostgreSQL 18 is out.', 'What a garbage API', 'Congrats to the team on the launch', 'Just published: how we cut p99 latency in half',
  'New post: notes on backpressure', 'Loving the rain in Seattle', 'lol what a liar', 'The talk is on YouTube now',
  'Der Spiegel has a good piece on this', 'We use Node and Fastify in production, and it has been great.', 'Two days of debugging, one missing await',
  'Does anybody know a good book about queues?', 'Happy birthday to my mum', 'Stupid me, forgot the semicolon again', 'Your code is fine',
  'go to hell'
]

const OTHERS = [
  'Du bist ein Idiot', 'Ihr seid alle Idioten', 'Das ist der beste Artikel, den ich dieses Jahr gelesen habe.',
  'Wir suchen einen Entwickler in Berlin', 'Heute war ein guter Tag', 'Was für ein Clown', 'Die Liar-Datei ist kaputt', 'Der Build ist in der Queue',
  'Jij bent een idioot', 'Dit is het beste artikel dat ik heb gelezen', 'We zijn in Amsterdam met de hele groep', 'Ik heb is een goede vraag over',
  'Hij was in de war', 'Tu es un idiot', 'Vous êtes des clowns', "C'est un très bon article sur la performance", 'Nous sommes en train de recruter',
  'Je pense que tu te trompes', 'On a le meilleur moment pour ça', 'Eres un idiota', 'Este es el mejor artículo que he leído', 'No me gusta la idea',
  'Me too no es una broma', 'Estamos en la conferencia con todos', 'Sei un idiota', 'Questo è il miglior articolo che ho letto',
  'I gatti sono in casa', 'Non so come dire', 'Você é um idiota', 'Este é o melhor artigo do ano', 'A casa do meu pai', 'Me and you não é uma frase',
  'Du är en idiot', 'Det här är den bästa artikeln i år', 'I am är inte svenska', 'Vi ses i morgon på jobbet', 'Du er en idiot',
  'Jeg er i København i dag', 'Vi har en ny version som er god', 'Jesteś idiotą', 'To jest najlepszy artykuł w tym roku', 'Nie wiem co to jest',
  'Kamu bodoh', 'Ini adalah artikel yang bagus', 'Saya tidak tahu', 'Sen bir aptalsın', 'Bu çok güzel bir yazı', 'Привет, как дела?', 'Ты идиот',
  '你是个白痴', 'これはペンです', '당신은 바보야', 'คุณเป็นคนโง่', 'أنت أحمق', 'אתה אידיוט', 'Είσαι ηλίθιος', '#rust #wasm #webdev',
  'Ada Lovelace, Grace Hopper, Barbara Liskov', '🎉🎉🎉', 'Kubernetes, Docker, Helm', 'hasta la vista baby', 'Idiot!', "Le weekend c'est fun"
]

t.test('English is told by its small words, in posts as short as they are written', async t => {
  t.strictSame(ENGLISH.filter(text => !isEnglish(text)), [])
})

t.test('what is written in another language, or in none, is not English', async t => {
  t.strictSame(OTHERS.filter(isEnglish), [])
})

t.test('too little to tell is not taken for English', async t => {
  t.strictSame(['No.', '', ' ', '42', 'In die Hard we trust'].filter(isEnglish), [])
})
